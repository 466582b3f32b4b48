import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** A multi-record transaction blocked, expired, or was ended already. */
export class TransactionError extends ServerError {
  static {
    brandError(this, 'TransactionError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'TRANSACTION_ABORTED', ...options });
  }
}
