import type { AerospikeError } from '../error/aerospike-error.js';
import { forRecord } from '../error/for-record.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { RecordKey } from '../key/key.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';

/** What the result of one batch entry is made of. */
export interface BatchRecordParts<B extends Bins> {
  readonly key: RecordKey;
  readonly result: number;
  readonly inDoubt: boolean;
  readonly record: AerospikeRecord<B> | null;
  readonly failure: AerospikeError | null;
  readonly node: string;
}

/** Result of one entry of a batch. Entries fail one by one; the call does not reject for them. */
export class BatchRecord<B extends Bins = Bins> {
  readonly key: RecordKey;
  /** Result code: 0 when it worked, 2 when there is no such record, negative without an answer. */
  readonly result: number;
  /** True when a write may have happened although the entry failed. */
  readonly inDoubt: boolean;
  /** The record: what was read, or the metadata after the write; null after a failure. */
  readonly record: AerospikeRecord<B> | null;
  readonly #failure: AerospikeError | null;
  readonly #node: string;

  constructor({ key, result, inDoubt, record, failure, node }: BatchRecordParts<B>) {
    this.key = key;
    this.result = result;
    this.inDoubt = inDoubt;
    this.record = record;
    this.#failure = failure;
    this.#node = node;
  }

  /**
   * Why the entry failed, with its key, node and whether it is in doubt; null when it did not fail.
   * Made when asked for.
   */
  get error(): AerospikeError | null {
    if (this.result === 0) return null;
    const record = { key: this.key, inDoubt: this.inDoubt, node: this.#node };
    if (this.#failure !== null) return forRecord(this.#failure, record);
    return errorFromResultCode(this.result, record);
  }
}
