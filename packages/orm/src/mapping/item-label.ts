import { itemStep } from './item-step.js';

/** The label of an entry of a map or an element of a list, for errors. */
export function itemLabel(label: string, key: unknown): string {
  return `${label}${itemStep(key)}`;
}
