import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** A user-defined function failed or does not exist. */
export class UDFError extends ServerError {
  static {
    brandError(this, 'UDFError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'UDF_ERROR', ...options });
  }
}
