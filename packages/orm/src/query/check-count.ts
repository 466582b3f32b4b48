import { QueryError } from '../error/query-error.js';

/** Checks a count of records: a whole number, 0 or more. */
export function checkCount(count: unknown, method: string, least: number): number {
  if (Number.isSafeInteger(count) && (count as number) >= least) return count as number;
  throw new QueryError(`${method}: takes a whole number of ${least} or more`);
}
