import type { BinValue } from '@aeroform/core';
import { eitherSignal } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { runVerb } from '../context/run-verb.js';
import { describeValue } from '../error/describe-value.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { QueryError } from '../error/query-error.js';
import { binsOf } from '../mapping/bins-of.js';
import type { Operation } from '../observe/operation.js';
import type { Verb } from '../observe/verb.js';
import { compileOperations } from '../operate/compile-operations.js';
import { referenceTree } from '../reference/reference-tree.js';
import type { DataKeys, IdKey, IdOf } from '../type/entity-type.js';
import type { Expr, Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { Loaded, PopulatePath } from '../type/loaded.js';
import type { Plan } from '../type/plan.js';
import type { Where } from '../type/where.js';
import type { RecordOps } from '../type/writer.js';
import { checkCount } from './check-count.js';
import { collectRecords, limitedRecords } from './collect-records.js';
import { describePlan } from './describe-plan.js';
import { distinctOf, extremeOf, reduceRows, sumOf } from './fold-values.js';
import { formatCondition } from '../condition/format-condition.js';
import { planState } from './plan-state.js';
import { projectionOf } from './projection.js';
import type {
  NumberKeys,
  Page,
  Projected,
  Query,
  QueryCallPolicy,
  QueryProgress,
  SortDirection,
  StreamOptions,
} from './query.js';
import { type QueryJob, REMOVAL, startJob } from './query-job.js';
import { progressListener } from './query-progress.js';
import { idOf, NO_BINS, wantedIds, wantedRows } from './query-rows.js';
import { conditionOfState, EMPTY_STATE, type QueryState } from './query-state.js';
import { type PageRequest, readPage } from './read-page.js';
import { collectRows, rowsOf, streamRows } from './read-rows.js';
import { readValues, type ValueSource } from './read-values.js';
import { refuseMore } from './refuse-more.js';
import { runAggregate } from './run-aggregate.js';
import { sortLevel } from './sort-records.js';
import { parallelOf, streamInVerb } from './stream-in-verb.js';
import { checkQueryPolicy } from './check-query-policy.js';
import { givenCondition } from './where-object.js';

export type { Query } from './query.js';

/**
 * A query of all entities of a context, to be narrowed with its methods.
 *
 * @param within the method of a repository that the query is part of, so that it is observed once;
 * null while nobody watches it, undefined for a query of its own
 */
export function createQuery<T extends object>(
  context: EntityContext<T>,
  within?: Operation | null,
): Query<T, T> {
  const { withDeleted } = context;
  const state = withDeleted ? { ...EMPTY_STATE, withDeleted } : EMPTY_STATE;
  return new EntityQuery<T, T>(context, state, within);
}

class EntityQuery<T extends object, R> implements Query<T, R> {
  static {
    refuseMore(this.prototype);
  }

  readonly #context: EntityContext<T>;
  readonly #state: QueryState;
  readonly #within: Operation | null | undefined;

  constructor(context: EntityContext<T>, state: QueryState, within: Operation | null | undefined) {
    this.#context = context;
    this.#within = within;
    this.#state = Object.freeze(state);
  }

  where(
    given: ((fields: Root<T>) => Predicate) | string | Where<T>,
    ...rest: readonly unknown[]
  ): Query<T, R> {
    const condition = givenCondition(this.#context.metadata, given, rest[0]);
    return this.#with({ conditions: [...this.#state.conditions, condition] });
  }

  select<K extends DataKeys<T>>(
    ...properties: readonly [K, ...K[]]
  ): Query<T, Pick<T, K | IdKey<T>>> {
    if (properties.length === 0) throw new QueryError('select: takes at least one property');
    binsOf(this.#context.metadata, properties);
    return this.#returning({ selected: properties, projection: null });
  }

  project<O extends Readonly<Record<string, Expr>>>(
    build: (fields: Root<T>) => O,
  ): Query<T, Projected<O>> {
    const projection = projectionOf(this.#context.metadata, build);
    return this.#returning({ projection, selected: null });
  }

  populate<P extends string>(...paths: readonly PopulatePath<T, P>[]): Query<T, Loaded<R, P>> {
    referenceTree(this.#context.metadata, paths);
    return this.#returning({ populated: [...this.#state.populated, ...paths] });
  }

  withDeleted(): Query<T, R> {
    return this.#with({ withDeleted: true });
  }

  limit(count: number): Query<T, R> {
    return this.#with({ limit: checkCount(count, 'limit', 0) });
  }

  orderBy(
    by: DataKeys<T> | ((fields: Root<T>) => Expr),
    direction: SortDirection = 'asc',
  ): Query<T, R> {
    const level = sortLevel(this.#context.metadata, by, direction);
    return this.#with({ order: [...this.#state.order, level] });
  }

  useIndex(name: string | false): Query<T, R> {
    if (name !== false && (typeof name !== 'string' || name === '')) {
      throw new QueryError(
        `useIndex: takes the name of an index, or false; got ${describeValue(name)}`,
      );
    }
    return this.#with({ useIndex: name });
  }

  allowScan(reason: string): Query<T, R> {
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new QueryError('allowScan: takes the reason why reading the whole set is fine');
    }
    return this.#with({ scanReason: reason });
  }

  rps(recordsPerSecond: number): Query<T, R> {
    return this.#with({ recordsPerSecond: checkCount(recordsPerSecond, 'rps', 1) });
  }

  policy(policy: QueryCallPolicy): Query<T, R> {
    checkQueryPolicy(policy);
    return this.#with({ policy: { ...this.#state.policy, ...policy } });
  }

  behavior(name: string): Query<T, R> {
    return this.#with({ behavior: name });
  }

  signal(signal: AbortSignal): Query<T, R> {
    const either = eitherSignal(this.#state.policy.signal, signal)!;
    return this.#with({ policy: { ...this.#state.policy, signal: either } });
  }

  onProgress(
    listener: (progress: QueryProgress) => void,
    options: { readonly intervalMs?: number } = {},
  ): Query<T, R> {
    return this.#with({ progress: progressListener(listener, options) });
  }

  all(): Promise<R[]> {
    return this.#run('query.all', (operation) => this.#collect(this.#state, operation));
  }

  first(): Promise<R | null> {
    return this.#run('query.first', (operation) => this.#first(operation));
  }

  firstOrFail(): Promise<R> {
    return this.#run('query.firstOrFail', async (operation) => {
      const first = await this.#first(operation);
      if (first !== null) return first;
      const { name } = this.#context.metadata;
      const shown = formatCondition(conditionOfState(this.#state));
      throw new EntityNotFoundError(`no ${name} fulfils ${shown}`, { entity: name });
    });
  }

  count(): Promise<number> {
    return this.#run('query.count', (operation) => this.#count(this.#state, operation));
  }

  exists(): Promise<boolean> {
    const state = { ...this.#state, limit: Math.min(1, this.#state.limit ?? 1) };
    return this.#run(
      'query.exists',
      async (operation) => (await this.#count(state, operation)) > 0,
    );
  }

  ids(): Promise<IdOf<T>[]> {
    return this.#run('query.ids', async (operation) => {
      const run = { wanted: wantedIds(this.#context), operation };
      return collectRecords(this.#context, this.#state, run, (record) => {
        return idOf(this.#context, record) as IdOf<T>;
      });
    });
  }

  explain(): Promise<Plan> {
    return runVerb(this.#context, 'query.explain', undefined, async () =>
      describePlan(await planState(this.#context, this.#state), this.#context.metadata.name),
    );
  }

  stream(options: StreamOptions = {}): AsyncGenerator<R, void> {
    const parallel = parallelOf(options);
    return streamInVerb(this.#context, (operation) => this.#rows(operation, parallel));
  }

  [Symbol.asyncIterator](): AsyncIterator<R> {
    return this.stream();
  }

  page(request: PageRequest): Promise<Page<R>> {
    return this.#run('query.page', async (operation) => {
      const wanted = wantedRows(this.#context, this.#state);
      const read = { wanted, operation };
      const { records, cursor } = await readPage(this.#context, this.#state, request, read);
      const items = (await rowsOf(this.#context, this.#state, records)) as R[];
      return { items, cursor, done: cursor === null };
    });
  }

  distinct<K extends DataKeys<T>>(property: K): Promise<NonNullable<T[K]>[]> {
    return this.#run('query.distinct', async (operation) => {
      const values = this.#values(property, 'distinct', operation);
      return (await distinctOf(this.#context, values)) as NonNullable<T[K]>[];
    });
  }

  reduce<A>(step: (accumulated: A, entity: R) => A | Promise<A>, initial: A): Promise<A> {
    return this.#run('query.reduce', (operation) => {
      const rows = this.#rows(operation, 1);
      return reduceRows(rows, step, initial);
    });
  }

  sum<S extends number | bigint>(of: ValueSource<T>): Promise<S> {
    return this.#run('query.reduce', async (operation) => {
      const { sum } = await sumOf(this.#values(of, 'sum', operation), this.#label('sum'));
      return sum as S;
    });
  }

  avg(of: NumberKeys<T> | ((fields: Root<T>) => Expr<number>)): Promise<number | null> {
    return this.#run('query.reduce', async (operation) => {
      const values = this.#values(of as ValueSource<T>, 'avg', operation);
      const { count, sum } = await sumOf(values, this.#label('avg'));
      return count === 0 ? null : Number(sum) / count;
    });
  }

  min<V>(of: ValueSource<T>): Promise<V | null> {
    return this.#run('query.reduce', async (operation) => {
      return (await extremeOf(this.#values(of, 'min', operation), 1)) as V | null;
    });
  }

  max<V>(of: ValueSource<T>): Promise<V | null> {
    return this.#run('query.reduce', async (operation) => {
      return (await extremeOf(this.#values(of, 'max', operation), -1)) as V | null;
    });
  }

  aggregate(
    module: string,
    functionName: string,
    args: readonly BinValue[] = [],
  ): Promise<BinValue[]> {
    const call = { module, functionName, args };
    return this.#run('query.aggregate', (operation) =>
      runAggregate(this.#context, this.#state, call, operation),
    );
  }

  updateAll(build: (record: RecordOps<T>) => object): Promise<QueryJob> {
    return this.#run('query.updateAll', (operation) => {
      const operations = compileOperations(this.#context, build);
      return startJob(this.#context, this.#state, { verb: 'updateAll', operations, operation });
    });
  }

  removeAll(): Promise<QueryJob> {
    const work = { verb: 'removeAll', operations: REMOVAL } as const;
    return this.#run('query.removeAll', (operation) =>
      startJob(this.#context, this.#state, { ...work, operation }),
    );
  }

  #with(change: Partial<QueryState>): EntityQuery<T, R> {
    return this.#returning(change);
  }

  #returning<Row>(change: Partial<QueryState>): EntityQuery<T, Row> {
    return new EntityQuery(this.#context, { ...this.#state, ...change }, this.#within);
  }

  #run<A>(verb: Verb, call: (operation: Operation | null) => Promise<A>): Promise<A> {
    const run = async (operation: Operation | null): Promise<A> => {
      requireNoTransaction(this.#context, verb);
      return call(operation);
    };
    if (this.#within !== undefined) return run(this.#within);
    return runVerb(this.#context, verb, undefined, run);
  }

  #label(method: string): string {
    return `${this.#context.metadata.name}.${method}`;
  }

  #collect(state: QueryState, operation: Operation | null): Promise<R[]> {
    return collectRows(this.#context, state, operation) as Promise<R[]>;
  }

  async #first(operation: Operation | null): Promise<R | null> {
    const limit = Math.min(1, this.#state.limit ?? 1);
    const [first] = await this.#collect({ ...this.#state, limit }, operation);
    return first ?? null;
  }

  async #count(state: QueryState, operation: Operation | null): Promise<number> {
    let count = 0;
    const run = { wanted: NO_BINS, operation };
    for await (const record of limitedRecords(this.#context, state, run)) {
      void record;
      count += 1;
    }
    return count;
  }

  #values(
    source: ValueSource<T>,
    method: string,
    operation: Operation | null,
  ): AsyncGenerator<unknown, void> {
    return readValues(this.#context, this.#state, { source, method, operation });
  }

  #rows(operation: Operation | null, parallel: number): AsyncGenerator<R, void> {
    const rows = streamRows(this.#context, this.#state, operation, parallel);
    // safe: the rows are what the query returns
    return rows as AsyncGenerator<R, void>;
  }
}
