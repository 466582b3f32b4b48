import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** Authentication failed, a privilege is missing, or a user or role command was refused. */
export class AdminError extends ServerError {
  static {
    brandError(this, 'AdminError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'NOT_AUTHENTICATED', ...options });
  }
}
