import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { Query } from './query.js';

/** The methods that make another query. */
type Narrowing =
  | 'where'
  | 'select'
  | 'project'
  | 'populate'
  | 'withDeleted'
  | 'limit'
  | 'orderBy'
  | 'useIndex'
  | 'allowScan'
  | 'rps'
  | 'policy'
  | 'behavior'
  | 'signal'
  | 'onProgress';

/** How many arguments the methods take that run a query. */
const MOST: Readonly<Record<Exclude<keyof Query<object>, Narrowing | symbol>, number>> = {
  all: 0,
  first: 0,
  firstOrFail: 0,
  count: 0,
  exists: 0,
  ids: 0,
  explain: 0,
  stream: 1,
  page: 1,
  distinct: 1,
  reduce: 2,
  sum: 1,
  avg: 1,
  min: 1,
  max: 1,
  aggregate: 3,
  updateAll: 1,
  removeAll: 0,
};

type Method = (...given: unknown[]) => unknown;

/**
 * Makes the methods that run a query refuse arguments which they would ignore.
 *
 * @param prototype of a class of queries
 */
export function refuseMore(prototype: object): void {
  for (const [method, most] of Object.entries(MOST)) {
    // safe: a class of queries has these methods
    const run = (prototype as Record<string, Method>)[method]!;
    const value = function (this: unknown, ...given: unknown[]): unknown {
      if (given.length <= most) return run.apply(this, given);
      const refusal = refusalOf(method, given[most]);
      if (method === 'stream') throw refusal;
      return Promise.reject(refusal);
    };
    Object.defineProperty(prototype, method, { value, configurable: true, writable: true });
  }
}

function refusalOf(method: string, given: unknown): QueryError {
  return new QueryError(
    `${method}(): got ${describeValue(given)}, which it does not take; conditions and settings are methods of the query, called before it, e.g. where(…).limit(10).signal(signal)`,
  );
}
