import type { AerospikeError, AerospikeErrorOptions, ErrorKey } from './aerospike-error.js';
import { keyText } from './from-result-code.js';

/** What is known of the one record that a failure is told for. */
export interface FailedRecord {
  readonly key: ErrorKey;
  readonly inDoubt: boolean;
  /** Empty when no node was asked. */
  readonly node: string;
}

type ErrorClass = new (message: string, options: AerospikeErrorOptions) => AerospikeError;

/** The same failure told for one record: all rows of a batch that went down together share one. */
export function forRecord(failure: AerospikeError, record: FailedRecord): AerospikeError {
  const { code, resultCode, isRetryable, cause, attempts, remedy } = failure;
  const { key, inDoubt } = record;
  const node = record.node === '' ? failure.node : record.node;
  const doubt = inDoubt ? ' The write was sent and may have happened.' : '';
  const text = failure.message.endsWith('.') ? failure.message : `${failure.message}.`;
  return new (failure.constructor as ErrorClass)(`${text} Record ${keyText(key)}.${doubt}`, {
    code,
    resultCode,
    isRetryable,
    cause,
    key,
    inDoubt,
    ...(node === undefined ? {} : { node }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}
