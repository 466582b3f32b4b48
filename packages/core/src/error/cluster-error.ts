import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';

/** No node could be reached, a connection broke, or no connection was free. */
export class ClusterError extends AerospikeError {
  static {
    brandError(this, 'ClusterError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'CLUSTER_ERROR', isRetryable: true, ...options });
  }
}
