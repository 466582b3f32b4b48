import { keepShape } from '../engine/keep-shape.js';
import { TimeSlice } from '../driver/time-slice.js';
import type { Key, UserKey } from '../key/key.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';
import type { BatchRecord } from './batch-record.js';
import { BatchRecordList } from './batch-record-list.js';
import { type BatchColumns, type ColumnSchema, readColumns } from './columns/read-columns.js';
import { RecordMap } from './record-map.js';

/**
 * Results of `batchRead`, one for each key, in the order of the keys; misses and failures are kept.
 * Records are decoded when they are looked at; what arrives beyond a MiB as it arrives, so that
 * looking at many of them does not hold the event loop.
 */
export class BatchReadHandle<B extends Bins = Bins>
  implements Iterable<BatchRecord<B>>, AsyncIterable<BatchRecord<B>>
{
  readonly #list: BatchRecordList;

  /** Use `client.batchRead`. */
  constructor(records: BatchRecordList | readonly BatchRecord<B>[]) {
    this.#list = records instanceof BatchRecordList ? records : BatchRecordList.of(records);
  }

  /** One for each key, in the order of the keys. */
  get batchRecords(): readonly BatchRecord<B>[] {
    return this.#list.all() as BatchRecord<B>[];
  }

  /** The results of several batches in one handle, one after the other. */
  static merge<B extends Bins>(handles: Iterable<BatchReadHandle<B>>): BatchReadHandle<B> {
    return new BatchReadHandle([...handles].flatMap(({ batchRecords }) => batchRecords));
  }

  /** Number of keys asked for. */
  get length(): number {
    return this.#list.length;
  }

  /** Result of the key at a place; negative places count from the end. */
  at(index: number): BatchRecord<B> | undefined {
    const place = Math.trunc(index) || 0;
    const from = place < 0 ? place + this.length : place;
    return from >= 0 && from < this.length ? this.#at(from) : undefined;
  }

  /** Number of records that were found. */
  foundCount(): number {
    let count = 0;
    for (let i = 0; i < this.length; i++) if (this.#list.answer(i).resultCode === 0) count++;
    return count;
  }

  /** A record for each key, null where there is none or it could not be read. */
  toList(): (AerospikeRecord<B> | null)[] {
    return this.batchRecords.map(({ record }) => record);
  }

  /** The records that were found, in the order of the keys. */
  records(): AerospikeRecord<B>[] {
    return [...this.iterRecords()];
  }

  /**
   * The records that were found, one after the other. They are made on the way, anew for each call, unless
   * they were looked at one by one before: those that nobody keeps take no memory.
   */
  *iterRecords(): IterableIterator<AerospikeRecord<B>> {
    for (let i = 0; i < this.length; i++) {
      const { record } = this.#list.passing(i) as BatchRecord<B>;
      if (record !== null) yield record;
    }
  }

  /** The records that were found by their keys. */
  toMap(): RecordMap<B> {
    return new RecordMap(this.iterRecords());
  }

  /**
   * The record with this key; undefined where it was not found or asked for. Looks through all of
   * them: take {@link toMap} to look for many.
   */
  get(key: Key): AerospikeRecord<B> | undefined {
    return this.toMap().get(key);
  }

  /** The user keys in the order of the request; null for keys that are a digest only. */
  allUserKeys(): (UserKey | null)[] {
    return this.batchRecords.map(({ key }) => key[2]);
  }

  /**
   * The bins as columns: a typed array for each, with a row for each key. Filled straight from the
   * bytes of the answer, as long as the records are not decoded.
   *
   * @param schema - the type of each column by the name of its bin.
   * @throws {InvalidArgError} for a type that does not exist.
   * @throws {BinTypeError} for a value that does not fit its column, with row and bin.
   */
  toColumns<S extends ColumnSchema>(schema: S): BatchColumns<S> {
    return readColumns(this.#list, schema);
  }

  [Symbol.iterator](): Iterator<BatchRecord<B>> {
    return this.batchRecords[Symbol.iterator]();
  }

  /** Like the plain iteration, but lets other work have its turn in between. */
  async *[Symbol.asyncIterator](): AsyncGenerator<BatchRecord<B>, void, undefined> {
    const slice = new TimeSlice();
    for (let i = 0; i < this.length; i++) {
      if (slice.isOver()) await slice.next();
      yield this.#at(i);
    }
  }

  #at(index: number): BatchRecord<B> {
    return this.#list.at(index) as BatchRecord<B>;
  }
}

keepShape(new BatchReadHandle([]));
