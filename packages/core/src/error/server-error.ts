import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';

/** The server refused or failed the command; more precise classes exist for most causes. */
export class ServerError extends AerospikeError {
  static {
    brandError(this, 'ServerError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'SERVER_ERROR', ...options });
  }
}
