import type { AerospikeRecord } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { EntityNotFoundError } from '../error/entity-error.js';
import { QueryError } from '../error/query-error.js';
import { binsOf } from '../mapping/bins-of.js';
import { fromBin } from '../mapping/from-bin.js';
import { hydrate } from '../mapping/hydrate.js';
import type { DataKeys, IdKey, IdOf } from '../type/entity-type.js';
import type { Predicate } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { Plan } from '../type/plan.js';
import type { Where } from '../type/where.js';
import { checkCount } from './check-count.js';
import { collectRecords, limitedRecords } from './collect-records.js';
import type { Condition } from './condition.js';
import { describePlan } from './describe-plan.js';
import { formatCondition } from './format-condition.js';
import type { Query, QueryCallPolicy, SortDirection } from './query.js';
import { planState } from './query-run.js';
import { conditionOfState, EMPTY_STATE, type QueryState } from './query-state.js';
import { buildCondition } from './root-fields.js';
import { sortProperty } from './sort-records.js';
import { objectCondition, propertyCondition } from './where-object.js';

export type { Query } from './query.js';

/** A query of all entities of a context, to be narrowed with its methods. */
export function createQuery<T extends object>(context: EntityContext<T>): Query<T, T> {
  return new EntityQuery<T, T>(context, EMPTY_STATE);
}

const OWN_METHODS: Readonly<Record<string, string>> = {
  maxRecords: 'limit()',
  recordsPerSecond: 'rps()',
  includeBinData: 'count(), exists() or ids()',
};

class EntityQuery<T extends object, R> implements Query<T, R> {
  readonly #context: EntityContext<T>;
  readonly #state: QueryState;

  constructor(context: EntityContext<T>, state: QueryState) {
    this.#context = context;
    this.#state = Object.freeze(state);
  }

  where(
    given: ((fields: Root<T>) => Predicate) | string | Where<T>,
    ...rest: readonly unknown[]
  ): Query<T, R> {
    const condition = this.#conditionOf(given, rest);
    return this.#with({ conditions: [...this.#state.conditions, condition] });
  }

  select<K extends DataKeys<T>>(
    ...properties: readonly [K, ...K[]]
  ): Query<T, Pick<T, K | IdKey<T>>> {
    if (properties.length === 0) throw new QueryError('select: takes at least one property');
    binsOf(this.#context.metadata, properties);
    return new EntityQuery(this.#context, { ...this.#state, selected: properties });
  }

  limit(count: number): Query<T, R> {
    return this.#with({ limit: checkCount(count, 'limit', 0) });
  }

  orderBy(property: DataKeys<T>, direction: SortDirection = 'asc'): Query<T, R> {
    sortProperty(this.#context.metadata, property);
    if (direction !== 'asc' && direction !== 'desc') {
      throw new QueryError(
        `orderBy: the direction is 'asc' or 'desc'; got ${describeValue(direction)}`,
      );
    }
    return this.#with({ order: [...this.#state.order, { property, direction }] });
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
    for (const field of Object.keys(policy)) {
      const method = OWN_METHODS[field];
      if (method !== undefined) throw new QueryError(`policy.${field}: use ${method} of the query`);
    }
    return this.#with({ policy: { ...this.#state.policy, ...policy } });
  }

  signal(signal: AbortSignal): Query<T, R> {
    return this.policy({ signal });
  }

  async all(): Promise<R[]> {
    return (await collectRecords(this.#context, this.#state, this.#bins())).map((record) =>
      this.#hydrate(record),
    );
  }

  async first(): Promise<R | null> {
    const limited = this.#with({ limit: Math.min(1, this.#state.limit ?? 1) });
    const [first] = await limited.all();
    return first ?? null;
  }

  async firstOrFail(): Promise<R> {
    const first = await this.first();
    if (first !== null) return first;
    const { name } = this.#context.metadata;
    const shown = formatCondition(conditionOfState(this.#state));
    throw new EntityNotFoundError(`no ${name} fulfils ${shown}`, { entity: name });
  }

  async count(): Promise<number> {
    let count = 0;
    for await (const record of limitedRecords(this.#context, this.#state, [])) {
      void record;
      count += 1;
    }
    return count;
  }

  async exists(): Promise<boolean> {
    return (await this.#with({ limit: Math.min(1, this.#state.limit ?? 1) }).count()) > 0;
  }

  async ids(): Promise<IdOf<T>[]> {
    const { id } = this.#context.metadata;
    const bins = id.storedName === null ? [] : [id.storedName];
    return (await collectRecords(this.#context, this.#state, bins)).map((record) =>
      this.#idOf(record),
    );
  }

  async explain(): Promise<Plan> {
    return describePlan(await planState(this.#context, this.#state), this.#context.metadata.name);
  }

  async *stream(): AsyncGenerator<R, void> {
    if (this.#state.order.length > 0) {
      yield* await this.all();
      return;
    }
    for await (const record of limitedRecords(this.#context, this.#state, this.#bins())) {
      yield this.#hydrate(record);
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<R> {
    return this.stream();
  }

  #with(change: Partial<QueryState>): EntityQuery<T, R> {
    return new EntityQuery(this.#context, { ...this.#state, ...change });
  }

  #conditionOf(given: unknown, rest: readonly unknown[]): Condition {
    const { metadata } = this.#context;
    if (typeof given === 'function') {
      return buildCondition(metadata, given as (fields: Root<T>) => Predicate);
    }
    if (typeof given === 'string') return propertyCondition(metadata, given, rest[0]);
    return objectCondition(metadata, given);
  }

  /** The bins of the selected properties, and of the id where the key does not tell it. */
  #bins(): string[] | null {
    const { selected } = this.#state;
    const { metadata } = this.#context;
    if (selected === null) return null;
    const bins = binsOf(metadata, selected);
    const { storedName } = metadata.id;
    return metadata.sendKey || storedName === null ? bins : [...bins, storedName];
  }

  #hydrate(record: AerospikeRecord): R {
    const { selected } = this.#state;
    const only = selected === null ? {} : { only: selected };
    // safe: R is T, or by select() the part of T that is hydrated
    return hydrate(this.#context.metadata, record, only) as unknown as R;
  }

  #idOf({ key, bins }: AerospikeRecord): IdOf<T> {
    const { id, name } = this.#context.metadata;
    const stored = key[2] ?? (id.storedName === null ? undefined : bins[id.storedName]);
    if (stored !== undefined && stored !== null) {
      return fromBin(id.value, stored, id.label) as IdOf<T>;
    }
    throw new QueryError(
      `${id.label}: the record with digest ${key[3].toString('hex')} does not store its id; write it with sendKey: true or @Id({ storeAsBin: true })`,
      { entity: name },
    );
  }
}
