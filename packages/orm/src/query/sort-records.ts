import { types } from 'node:util';
import type { AerospikeRecord, BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { Expr } from '../type/expr.js';
import type { Root } from '../type/field.js';
import type { SortLevel } from './query-state.js';
import type { SortDirection } from './query.js';
import { sortPath, storedAt } from './sort-path.js';
import { valueTypeOf } from '../condition/value-type.js';

/** Compares two records: negative when the first comes first. */
export type RecordOrder = (a: AerospikeRecord, b: AerospikeRecord) => number;

const UNSORTABLE: ReadonlySet<unknown> = new Set(['list', 'map', 'geojson', 'hll', null]);

/** The property of a level of an order, which must hold something that can be sorted. */
export function sortProperty(metadata: EntityMetadata, name: string): PropertyMetadata {
  const property = metadata.property.get(name);
  if (property === undefined) {
    const known = [...metadata.property.keys()].join(', ');
    throw new QueryError(`${metadata.name}.${name}: is not a mapped property; there are ${known}`);
  }
  checkSortable(property);
  return property;
}

/** One level of an order, as it is called for. */
export function sortLevel<T extends object>(
  metadata: EntityMetadata<T>,
  given: string | ((fields: Root<T>) => Expr),
  direction: SortDirection,
): SortLevel {
  const by = typeof given === 'function' ? sortPath(metadata, given) : given;
  if (typeof by === 'string') sortProperty(metadata, by);
  else checkSortable(by);
  if (direction === 'asc' || direction === 'desc') return { by, direction };
  throw new QueryError(
    `orderBy: the direction is 'asc' or 'desc'; got ${describeValue(direction)}`,
  );
}

function checkSortable({ value, label }: Pick<PropertyMetadata, 'value' | 'label'>): void {
  if (!UNSORTABLE.has(valueTypeOf(value))) return;
  throw new QueryError(`${label}: a ${value.kind} has no order to sort by`);
}

/** What reads the values of a level of an order out of records. */
function storedBy(metadata: EntityMetadata, by: SortLevel['by']): (r: AerospikeRecord) => BinValue {
  if (typeof by !== 'string') return (record) => storedAt(by, record);
  const property = sortProperty(metadata, by);
  return (record) => storedOf(property, record);
}

/** The order of some levels; ties are broken by digest, so that the same records sort the same. */
export function recordOrder(metadata: EntityMetadata, levels: readonly SortLevel[]): RecordOrder {
  const compared = levels.map(({ by, direction }) => {
    const stored = storedBy(metadata, by);
    const sign = direction === 'asc' ? 1 : -1;
    return (a: AerospikeRecord, b: AerospikeRecord): number =>
      compareStored(stored(a), stored(b), sign);
  });
  return (a, b) => {
    for (const compare of compared) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return Buffer.compare(a.key[3], b.key[3]);
  };
}

/** Keeps the first records of an order out of any number, in memory for only that many. */
export class FirstRecords {
  readonly #order: RecordOrder;
  readonly #capacity: number;
  /** A binary heap whose root is the last of the kept records. */
  readonly #heap: AerospikeRecord[] = [];

  constructor(order: RecordOrder, capacity: number) {
    this.#order = order;
    this.#capacity = capacity;
  }

  /** Takes a record, and drops the last of the order when there are too many. */
  add(record: AerospikeRecord): void {
    const heap = this.#heap;
    if (heap.length < this.#capacity) {
      heap.push(record);
      this.#rise(heap.length - 1);
    } else if (this.#capacity > 0 && this.#order(record, heap[0]!) < 0) {
      heap[0] = record;
      this.#sink();
    }
  }

  /** The kept records in order. */
  sorted(): AerospikeRecord[] {
    return [...this.#heap].sort(this.#order);
  }

  #rise(from: number): void {
    const heap = this.#heap;
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (this.#order(heap[child]!, heap[parent]!) <= 0) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      child = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const rightIsLater = right < heap.length && this.#order(heap[right]!, heap[left]!) > 0;
      const child = rightIsLater ? right : left;
      if (this.#order(heap[child]!, heap[parent]!) <= 0) return;
      [heap[child], heap[parent]] = [heap[parent]!, heap[child]!];
      parent = child;
    }
  }
}

function storedOf({ role, storedName }: PropertyMetadata, record: AerospikeRecord): BinValue {
  if (role === 'version') return record.meta.gen;
  if (role === 'ttl') return record.meta.ttl;
  const stored = storedName === null ? undefined : record.bins[storedName];
  return stored ?? (role === 'id' ? record.key[2] : null);
}

const TYPE_ORDER = ['boolean', 'number', 'string', 'bytes'] as const;

/** Absent values are last in either direction; values of several types are sorted by type first. */
function compareStored(a: BinValue, b: BinValue, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const byType = typeIndex(a) - typeIndex(b);
  if (byType !== 0) return sign * byType;
  if (types.isUint8Array(a)) return sign * Buffer.compare(a, b as Uint8Array);
  const [left, right] = [a as number, b as number];
  return left < right ? -sign : left > right ? sign : 0;
}

function typeIndex(value: BinValue): number {
  const name = typeof value === 'bigint' ? 'number' : typeof value;
  return TYPE_ORDER.indexOf(types.isUint8Array(value) ? 'bytes' : (name as 'number'));
}
