import { keepShape } from '../engine/keep-shape.js';
import type { BatchRowAnswer } from '../driver/driver.js';
import type { AerospikeError } from '../error/aerospike-error.js';
import { forRecord } from '../error/for-record.js';
import { errorFromResultCode } from '../error/from-result-code.js';
import type { RecordKey } from '../key/key.js';
import { type ResolvedKey, toRecordKey } from '../key/resolve-key.js';
import { PlainRecord } from '../record/plain-object.js';
import type { AerospikeRecord, OrderedBin } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';

/** Result of one entry of a batch. Entries fail one by one; the call does not reject for them. */
export class BatchRecord<B extends Bins = Bins> {
  readonly #resolved: ResolvedKey;
  readonly #answer: BatchRowAnswer;
  #key: RecordKey | undefined = undefined;
  #record: AerospikeRecord<B> | null | undefined = undefined;

  /** Batches make them. */
  constructor(key: ResolvedKey, answer: BatchRowAnswer) {
    this.#resolved = key;
    this.#answer = answer;
  }

  /** Key of the record. */
  get key(): RecordKey {
    this.#key ??= toRecordKey(this.#resolved);
    return this.#key;
  }

  /** Result code: 0 when it worked, 2 when there is no such record, negative without an answer. */
  get result(): number {
    return this.#answer.resultCode;
  }

  /** True when a write may have happened although the entry failed. */
  get inDoubt(): boolean {
    return this.#answer.inDoubt;
  }

  /**
   * The record: what was read, or the metadata after the write; null after a failure. Its bins are
   * decoded when they are first asked for.
   */
  get record(): AerospikeRecord<B> | null {
    if (this.#record !== undefined) return this.#record;
    const answer = this.#answer;
    const { meta, bins } = answer.content?.() ?? answer;
    const isThere = answer.resultCode === 0 && meta !== null && bins !== null;
    this.#record = isThere ? (new PlainRecord(this.key, meta, bins) as AerospikeRecord<B>) : null;
    return this.#record;
  }

  /**
   * The results of an entry of operations that is `ordered`, one for each operation; its record has no
   * bins then. Null for all other entries, and after a failure.
   */
  get orderedBins(): readonly OrderedBin[] | null {
    return this.#answer.resultCode === 0 ? (this.#answer.orderedBins ?? null) : null;
  }

  /**
   * Why the entry failed, with its key, node and whether it is in doubt; null when it did not fail.
   * Made when asked for.
   */
  get error(): AerospikeError | null {
    if (this.#answer.resultCode === 0) return null;
    const { resultCode, inDoubt, failure, node, bins } = this.#answer;
    const { key } = this;
    if (failure !== null) return forRecord(failure, { key, inDoubt, node });
    const reason = bins?.['FAILURE'];
    return errorFromResultCode(resultCode, {
      key,
      inDoubt,
      ...(node === '' ? {} : { node }),
      ...(typeof reason === 'string' ? { detail: reason } : {}),
    });
  }

  /** What came from the driver. Internal: columns are filled from it. */
  static answerOf(record: BatchRecord): BatchRowAnswer {
    return record.#answer;
  }
}

keepShape(new BatchRecord({} as ResolvedKey, {} as BatchRowAnswer));
