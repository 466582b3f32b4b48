import { describeValue } from '../error/describe-value.js';

/** The step to an entry of a map or an element of a list, for errors. */
export function itemStep(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint'
    ? `[${key}]`
    : `[${describeValue(key)}]`;
}
