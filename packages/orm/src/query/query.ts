import type { BinValue, QueryPolicy } from '@aeroform/core';
import type { DataKeys, IdKey, IdOf } from '../type/entity-type.js';
import type { Expr, Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { Loaded, PopulatePath } from '../type/loaded.js';
import type { Plan } from '../type/plan.js';
import type { Where, WhereValue } from '../type/where.js';
import type { RecordOps } from '../type/writer.js';
import type { QueryJob } from './query-job.js';
import type { PageRequest } from './read-page.js';

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

/** How far a query has come. */
export interface QueryProgress {
  /** Records that came so far. */
  readonly records: number;
  /** Milliseconds since the first one. */
  readonly elapsedMs: number;
  readonly isDone: boolean;
}

/** One page of a query. */
export interface Page<R> {
  /** At most as many as asked for; fewer only on the last page, and where ids are looked up. */
  readonly items: readonly R[];
  /** For the next page; null at the end. A text for URLs and files that outlives the process. */
  readonly cursor: string | null;
  /** There is no further page. */
  readonly done: boolean;
}

/** Rows of `project`: what is absent in a record is undefined. */
export type Projected<O> = { [K in keyof O]: O[K] extends Expr<infer V> ? V | undefined : never };

/** How entities are streamed. */
export interface StreamOptions {
  /** Index queries, or parts of a scan, at the same time. Default 1. */
  readonly parallel?: number;
}

/** The properties that hold numbers. */
export type NumberKeys<T> = {
  [K in DataKeys<T>]: NonNullable<T[K]> extends number | bigint ? K : never;
}[DataKeys<T>];

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
  /**
   * Returns rows of values that the servers compute, as `project((f) => ({ net: f.price.mul(2) }))`, in
   * place of entities; nothing else is sent. Needs server 8.1.2 or newer.
   */
  project<O extends Readonly<Record<string, Expr>>>(
    build: (fields: Root<T>) => O,
  ): Query<T, Projected<O>>;
  /**
   * Loads references of the entities found: `populate('customer', 'lines.product')`. All at one depth
   * are read in one batch; while streaming, for 100 entities at a time.
   */
  populate<P extends string>(...paths: readonly PopulatePath<T, P>[]): Query<T, Loaded<R, P>>;
  /** Finds entities too that were removed softly (`@DeletedAt`). */
  withDeleted(): Query<T, R>;
  /** Returns at most `count` entities; without an order any of them. */
  limit(count: number): Query<T, R>;
  /**
   * Sorts in memory, which needs a limit or the data source's `query.maxRecords`. A further call
   * breaks ties of the ones before; the rest is in the order of digests. Absent values come last.
   *
   * @param by a property, or what names a value inside one: `f => f.address.city`
   */
  orderBy(by: DataKeys<T> | ((fields: Root<T>) => Expr), direction?: SortDirection): Query<T, R>;
  /** Uses exactly this index, also one that is not declared; `false`: none. */
  useIndex(name: string | false): Query<T, R>;
  /** Allows reading the whole set when no index serves the conditions. @param reason why that is fine */
  allowScan(reason: string): Query<T, R>;
  /** Records per second that each node returns at most. */
  rps(recordsPerSecond: number): Query<T, R>;
  /** Laid over the policy so far. */
  policy(policy: QueryCallPolicy): Query<T, R>;
  /** Uses the policies of a named behaviour of the data source. */
  behavior(name: string): Query<T, R>;
  /** Cancels the query when aborted; each signal does that was given. */
  signal(signal: AbortSignal): Query<T, R>;
  /** Called while records come, about every `intervalMs` (default 1000) milliseconds, and at the end. */
  onProgress(
    listener: (progress: QueryProgress) => void,
    options?: { readonly intervalMs?: number },
  ): Query<T, R>;

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
  stream(options?: StreamOptions): AsyncIterable<R>;
  /**
   * One page, in the order of the servers. Nothing is on two pages; what is written meanwhile may be on
   * a later one or on none.
   *
   * @throws QueryError for the cursor of another query
   */
  page(request: PageRequest): Promise<Page<R>>;
  /** The different values of a property among the entities found. */
  distinct<K extends DataKeys<T>>(property: K): Promise<NonNullable<T[K]>[]>;
  /** Calls back for each entity with what it returned before; in memory is only that. */
  reduce<A>(step: (accumulated: A, entity: R) => A | Promise<A>, initial: A): Promise<A>;
  /** The sum of a property, or of an expression; 0 without any. @throws QueryError when not exact */
  sum<K extends NumberKeys<T>>(
    property: K,
  ): Promise<NonNullable<T[K]> extends bigint ? bigint : number>;
  sum(build: (fields: Root<T>) => Expr<number>): Promise<number>;
  /** The mean of a property, or of an expression; null without any. */
  avg(of: NumberKeys<T> | ((fields: Root<T>) => Expr<number>)): Promise<number | null>;
  /** The smallest value of a property, or of an expression; null without any. */
  min<K extends DataKeys<T>>(property: K): Promise<NonNullable<T[K]> | null>;
  min<V>(build: (fields: Root<T>) => Expr<V>): Promise<V | null>;
  /** The largest value of a property, or of an expression; null without any. */
  max<K extends DataKeys<T>>(property: K): Promise<NonNullable<T[K]> | null>;
  max<V>(build: (fields: Root<T>) => Expr<V>): Promise<V | null>;
  /**
   * Runs a stream function of a registered Lua module on the servers. One index, or the whole set, must
   * answer all conditions: servers do not filter before such a function.
   *
   * @returns the results of the nodes, still to be reduced
   */
  aggregate(module: string, functionName: string, args?: readonly BinValue[]): Promise<BinValue[]>;
  /**
   * Changes all entities found, on the servers and in the background: `updateAll(r => ({ n:
   * r.views.inc() }))`. Hooks and versions play no part; without conditions it takes `allowScan`.
   * A class with `schemaVersion` is looked through first, as a job cannot migrate; records of another
   * schema version that come meanwhile are left as they are.
   *
   * @throws QueryError, before anything is changed, when records of another schema version are among
   * those found: run `dataSource.schema.migrate(Class)`
   */
  updateAll(build: (record: RecordOps<T>) => object): Promise<QueryJob>;
  /** Removes all entities found, as `updateAll` changes them; also those with `@DeletedAt`. */
  removeAll(): Promise<QueryJob>;
  /** What the query would do now. Reads the list of indexes, nothing else. */
  explain(): Promise<Plan>;
}
