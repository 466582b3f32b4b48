import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { RecordError } from './record-error.js';

/** The bin does not exist, and the operation needs it. */
export class BinNotFound extends RecordError {
  static {
    brandError(this, 'BinNotFound');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'BIN_NOT_FOUND', ...options });
  }
}

/** The bin exists, and the operation was to create it. */
export class BinExistsError extends RecordError {
  static {
    brandError(this, 'BinExistsError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'BIN_EXISTS', ...options });
  }
}

/** The bin holds a value of another type than the operation works on. */
export class BinTypeError extends RecordError {
  static {
    brandError(this, 'BinTypeError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'BIN_TYPE', ...options });
  }
}

/** The bin name is not allowed. */
export class BinNameError extends RecordError {
  static {
    brandError(this, 'BinNameError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'BIN_NAME', ...options });
  }
}
