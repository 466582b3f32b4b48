import { TimeSlice } from '../driver/time-slice.js';
import type { Key, UserKey } from '../key/key.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';
import type { BatchRecord } from './batch-record.js';
import { type BatchColumns, type ColumnSchema, readColumns } from './columns/read-columns.js';
import { RecordMap } from './record-map.js';

/**
 * Results of `batchRead`, one for each key, in the order of the keys; misses and failures are kept.
 * Records are decoded when they are looked at; those of batches of more than 2048 keys as they arrive,
 * so that looking at many of them does not hold the event loop.
 */
export class BatchReadHandle<B extends Bins = Bins>
  implements Iterable<BatchRecord<B>>, AsyncIterable<BatchRecord<B>>
{
  /** One for each key, in the order of the keys. */
  readonly batchRecords: readonly BatchRecord<B>[];

  /** Use `client.batchRead`. */
  constructor(batchRecords: readonly BatchRecord<B>[]) {
    this.batchRecords = batchRecords;
  }

  /** The results of several batches in one handle, one after the other. */
  static merge<B extends Bins>(handles: Iterable<BatchReadHandle<B>>): BatchReadHandle<B> {
    return new BatchReadHandle([...handles].flatMap(({ batchRecords }) => batchRecords));
  }

  /** Number of keys asked for. */
  get length(): number {
    return this.batchRecords.length;
  }

  /** Result of the key at a place; negative places count from the end. */
  at(index: number): BatchRecord<B> | undefined {
    return this.batchRecords.at(index);
  }

  /** Number of records that were found. */
  foundCount(): number {
    return this.batchRecords.reduce((count, { result }) => count + (result === 0 ? 1 : 0), 0);
  }

  /** A record for each key, null where there is none or it could not be read. */
  toList(): (AerospikeRecord<B> | null)[] {
    return this.batchRecords.map(({ record }) => record);
  }

  /** The records that were found, in the order of the keys. */
  records(): AerospikeRecord<B>[] {
    return [...this.iterRecords()];
  }

  /** The records that were found, one after the other. */
  *iterRecords(): IterableIterator<AerospikeRecord<B>> {
    for (const { record } of this.batchRecords) if (record !== null) yield record;
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
    return readColumns(this.batchRecords, schema);
  }

  [Symbol.iterator](): Iterator<BatchRecord<B>> {
    return this.batchRecords[Symbol.iterator]();
  }

  /** Like the plain iteration, but lets other work have its turn in between. */
  async *[Symbol.asyncIterator](): AsyncGenerator<BatchRecord<B>, void, undefined> {
    const slice = new TimeSlice();
    for (const record of this.batchRecords) {
      if (slice.isOver()) await slice.next();
      yield record;
    }
  }
}
