import type { AerospikeErrorOptions } from './aerospike-error.js';
import { ClientError } from './client-error.js';

/** What a call rejects with when its signal was aborted; the signal's reason is the cause. */
export function abortFailure(
  signal: AbortSignal,
  options: AerospikeErrorOptions = {},
): ClientError {
  const doubt = options.inDoubt === true ? ' The write was sent and may have happened.' : '';
  return new ClientError(`The call was aborted by its signal.${doubt}`, {
    code: 'ABORTED',
    cause: signal.reason,
    ...options,
  });
}
