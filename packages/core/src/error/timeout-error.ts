import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';

/**
 * The time given by the policy was over, or the server gave up (result codes 9 and 212). When
 * `inDoubt` is true a write was sent and may have happened.
 */
export class AerospikeTimeoutError extends AerospikeError {
  static {
    brandError(this, 'AerospikeTimeoutError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'TIMEOUT', isRetryable: true, ...options });
  }
}
