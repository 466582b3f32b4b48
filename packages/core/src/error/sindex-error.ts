import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** A secondary index could not be created, dropped or used. */
export class AerospikeIndexError extends ServerError {
  static {
    brandError(this, 'AerospikeIndexError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'INDEX_GENERIC', ...options });
  }
}

/** There is no such secondary index. */
export class IndexNotFound extends AerospikeIndexError {
  static {
    brandError(this, 'IndexNotFound');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'INDEX_NOT_FOUND', ...options });
  }
}

/** A secondary index of that name, or on that bin, exists already. */
export class IndexFoundError extends AerospikeIndexError {
  static {
    brandError(this, 'IndexFoundError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'INDEX_FOUND', ...options });
  }
}
