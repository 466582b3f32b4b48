import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';
import type { BatchRecord } from './batch-record.js';

/** Results of `batchRead`, one for each key, in the order of the keys; misses are kept. */
export class BatchReadHandle<B extends Bins = Bins> implements Iterable<BatchRecord<B>> {
  /** One for each key, in the order of the keys. */
  readonly batchRecords: readonly BatchRecord<B>[];

  constructor(batchRecords: readonly BatchRecord<B>[]) {
    this.batchRecords = batchRecords;
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
    return this.batchRecords.reduce((count, { record }) => count + (record === null ? 0 : 1), 0);
  }

  /** A record for each key, null where there is none or it could not be read. */
  toList(): (AerospikeRecord<B> | null)[] {
    return this.batchRecords.map(({ record }) => record);
  }

  [Symbol.iterator](): Iterator<BatchRecord<B>> {
    return this.batchRecords[Symbol.iterator]();
  }
}
