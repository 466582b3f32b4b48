import type { Bins } from '../value/bin-value.js';
import type { BatchRecord } from './batch-record.js';

/** Results of a batch, one for each entry, in the order of the request. */
export interface BatchWriteResult<B extends Bins = Bins> {
  /** One for each entry, in the order of the request. */
  readonly batchRecords: readonly BatchRecord<B>[];
}
