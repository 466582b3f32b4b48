import type { QueryPolicy } from '@aeroform/core';
import type { DataKeys, IdKey, IdOf } from '../type/entity-type.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { Plan } from '../type/plan.js';
import type { Where, WhereValue } from '../type/where.js';

/**
 * Timeouts, retries, replica …; see core's QueryPolicy. Its `filterExpression` must hold besides the
 * conditions. Where a query becomes reads by key, what is only for queries has no effect.
 */
export type QueryCallPolicy = Omit<
  QueryPolicy,
  'maxRecords' | 'recordsPerSecond' | 'includeBinData'
>;

/** Direction of an order. */
export type SortDirection = 'asc' | 'desc';

/**
 * A query of the entities of one set: immutable, every method that changes it returns another.
 * Nothing is sent before `all`, `first`, `count` … or an iteration.
 *
 * A comparison with an absent bin is false, its negation true; an absent value equals nothing, not
 * even another absent one.
 */
export interface Query<T, R = T> extends AsyncIterable<R> {
  /** Adds a condition: all must hold. `undefined` anywhere in it is an error. */
  where(build: (fields: Root<T>) => Predicate): Query<T, R>;
  /** Adds a condition on one property: a value to equal, a comparison such as `gt(5)`, or null for absent. */
  where<K extends DataKeys<T>>(property: K, value: WhereValue<NonNullable<T[K]>>): Query<T, R>;
  /** Adds conditions by property: all must hold. */
  where(conditions: Where<T>): Query<T, R>;
  /** Reads only the bins of some properties; the id always comes with them. */
  select<K extends DataKeys<T>>(
    ...properties: readonly [K, ...K[]]
  ): Query<T, Pick<T, K | IdKey<T>>>;
  /** Returns at most `count` entities; without an order any of them. */
  limit(count: number): Query<T, R>;
  /**
   * Sorts in memory, which needs a limit or the data source's `query.maxRecords`. A further call
   * breaks ties of the ones before; the rest is in the order of digests. Absent values come last.
   */
  orderBy(property: DataKeys<T>, direction?: SortDirection): Query<T, R>;
  /** Uses exactly this index, also one that is not declared; `false`: none. */
  useIndex(name: string | false): Query<T, R>;
  /** Allows reading the whole set when no index serves the conditions. @param reason why that is fine */
  allowScan(reason: string): Query<T, R>;
  /** Records per second that each node returns at most. */
  rps(recordsPerSecond: number): Query<T, R>;
  /** Laid over the policy so far. */
  policy(policy: QueryCallPolicy): Query<T, R>;
  /** Cancels the query when aborted. */
  signal(signal: AbortSignal): Query<T, R>;

  /** All entities found. @throws QueryTruncatedError beyond the data source's `query.maxRecords` */
  all(): Promise<R[]>;
  /** One entity: the first in order, or any; null when there is none. */
  first(): Promise<R | null>;
  /** As `first`. @throws EntityNotFoundError when there is none */
  firstOrFail(): Promise<R>;
  /** How many there are, at most the limit. No bins are read. */
  count(): Promise<number>;
  /** Whether there is any. No bins are read. */
  exists(): Promise<boolean>;
  /** The ids of all entities found. No other bins are read. */
  ids(): Promise<IdOf<T>[]>;
  /** The entities as they arrive: a slow reader slows the servers, leaving the loop ends the query. */
  stream(): AsyncIterable<R>;
  /** What the query would do now. Reads the list of indexes, nothing else. */
  explain(): Promise<Plan>;
}
