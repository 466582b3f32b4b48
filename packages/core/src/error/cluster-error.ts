import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import {
  AEROSPIKE_ERR_CLUSTER,
  AEROSPIKE_ERR_CONNECTION,
  AEROSPIKE_ERR_INVALID_HOST,
  AEROSPIKE_ERR_INVALID_NODE,
  AEROSPIKE_ERR_NO_MORE_CONNECTIONS,
  AEROSPIKE_MAX_ERROR_RATE,
} from './status-code.js';

/** Result codes of the failures that have one of their own; all others have that of the cluster. */
const RESULT_CODES: ReadonlyMap<string | undefined, number> = new Map([
  ['CONNECTION_FAILED', AEROSPIKE_ERR_CONNECTION],
  ['CONNECTION_LOST', AEROSPIKE_ERR_CONNECTION],
  ['INVALID_HOST', AEROSPIKE_ERR_INVALID_HOST],
  ['MAX_ERROR_RATE', AEROSPIKE_MAX_ERROR_RATE],
  ['NODE_GONE', AEROSPIKE_ERR_INVALID_NODE],
  ['NODE_NOT_FOUND', AEROSPIKE_ERR_INVALID_NODE],
  ['NO_MORE_CONNECTIONS', AEROSPIKE_ERR_NO_MORE_CONNECTIONS],
]);

/** No node could be reached, a connection broke, or no connection was free. */
export class ClusterError extends AerospikeError {
  static {
    brandError(this, 'ClusterError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    const resultCode = RESULT_CODES.get(options.code) ?? AEROSPIKE_ERR_CLUSTER;
    super(message, { code: 'CLUSTER_ERROR', resultCode, isRetryable: true, ...options });
  }
}
