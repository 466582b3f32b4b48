import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { RecordError } from './record-error.js';

/** A list or map has no such element, and the write flags forbid to create it. */
export class ElementNotFoundError extends RecordError {
  static {
    brandError(this, 'ElementNotFoundError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'ELEMENT_NOT_FOUND', ...options });
  }
}

/** A list or map has the element already, and the write flags forbid to replace it. */
export class ElementExistsError extends RecordError {
  static {
    brandError(this, 'ElementExistsError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'ELEMENT_EXISTS', ...options });
  }
}
