import { describeValue } from '../error/describe-value.js';

/** The label of an entry of a map or an element of a list, for errors. */
export function itemLabel(label: string, key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint'
    ? `${label}[${key}]`
    : `${label}[${describeValue(key)}]`;
}
