import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';

/** Refuses what cannot be called. */
export function checkFunction(method: string, given: unknown): void {
  if (typeof given === 'function') return;
  throw new QueryError(`${method}: takes a function; got ${describeValue(given)}`);
}
