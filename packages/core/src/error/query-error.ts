import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** A query failed on a node. */
export class QueryError extends ServerError {
  static {
    brandError(this, 'QueryError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'QUERY_GENERIC', ...options });
  }
}

/** A query or scan was ended by the server or an administrator before it was done. */
export class QueryAbortedError extends QueryError {
  static {
    brandError(this, 'QueryAbortedError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'QUERY_ABORTED', ...options });
  }
}
