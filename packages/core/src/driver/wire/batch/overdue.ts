import { abortFailure } from '../../../error/abort-failure.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { timeoutFailure } from '../failure.js';
import type { Limits } from '../socket/exchange.js';
import { monotonicNow } from '../socket/timing-wheel.js';

/** Why nothing more is to be sent: the call was aborted, or its time is over; undefined for neither. */
export function overdue({ deadline, signal }: Limits): AerospikeError | undefined {
  if (signal?.aborted === true) return abortFailure(signal);
  if (monotonicNow() < deadline) return undefined;
  return timeoutFailure('The total time-out was over before the request was sent');
}
