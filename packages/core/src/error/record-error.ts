import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';

/** The state or the contents of one record forbid what was asked. */
export class RecordError extends AerospikeError {
  static {
    brandError(this, 'RecordError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'RECORD_ERROR', ...options });
  }
}

/** The record does not exist. */
export class RecordNotFound extends RecordError {
  static {
    brandError(this, 'RecordNotFound');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'RECORD_NOT_FOUND', ...options });
  }
}

/** The record exists, and the write was to create it. */
export class RecordExistsError extends RecordError {
  static {
    brandError(this, 'RecordExistsError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'RECORD_EXISTS', ...options });
  }
}

/** The record has another generation than expected: somebody else wrote it. */
export class RecordGenerationError extends RecordError {
  static {
    brandError(this, 'RecordGenerationError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'GENERATION', ...options });
  }
}

/** The record would be larger than the server stores. */
export class RecordTooBig extends RecordError {
  static {
    brandError(this, 'RecordTooBig');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'RECORD_TOO_BIG', ...options });
  }
}

/** The filter expression of the policy is not true for the record. */
export class FilteredOut extends RecordError {
  static {
    brandError(this, 'FilteredOut');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'FILTERED_OUT', ...options });
  }
}
