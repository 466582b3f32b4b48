import type { RecordKey } from '../key/key.js';
import type { BinValue, Bins } from '../value/bin-value.js';

/** `meta.ttl` of a record that never expires. */
export const TTL_NEVER = 0xffff_ffff;

/** What the server keeps about a record besides its bins. */
export interface RecordMetadata {
  /** Counts the writes; starts at 1, and wraps from 65,535 to 1: compare for equality only. */
  readonly gen: number;
  /** Seconds until the record expires; {@link TTL_NEVER} for never. */
  readonly ttl: number;
}

/** A record as it was read. */
export interface AerospikeRecord<B extends Bins = Bins> {
  /** Key of the record; its user key is null unless it was given or is stored with the record. */
  readonly key: RecordKey;
  /** Generation and remaining time to live. */
  readonly meta: RecordMetadata;
  /** Bins that do not exist are absent. */
  readonly bins: B;
}

/** Answer of `exists`: `meta` is null when there is no such record. */
export interface ExistsResult {
  /** Key of the record that was asked for. */
  readonly key: RecordKey;
  /** Generation and remaining time to live; null when there is no such record. */
  readonly meta: RecordMetadata | null;
}

/** Result of one operation. */
export interface OrderedBin {
  /** The bin the operation worked on; `''` when it worked on the record. */
  readonly name: string;
  /** Null when the operation has no result. */
  readonly value: BinValue;
}

/** Answer of `operate`: the record as far as the operations gave it, and the result of each of them. */
export interface OperateResult<B extends Bins = Bins> extends AerospikeRecord<B> {
  /**
   * Results, one for each operation in the order of the request, whatever their bins are; `bins` has the
   * last one of each bin. Null when an operation reads all bins: the server does not answer that in
   * order; with the driver `native` also when several results are of one bin.
   */
  readonly orderedBins: readonly OrderedBin[] | null;
}

/** Answer of `operateOrdered`: exactly one entry for each operation, in the order of the request. */
export interface OperateOrderedResult {
  /** Key of the record. */
  readonly key: RecordKey;
  /** Generation and remaining time to live after the operations. */
  readonly meta: RecordMetadata;
  /** Results, one for each operation. */
  readonly orderedBins: readonly OrderedBin[];
}
