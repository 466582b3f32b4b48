import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';

/** The client could not do what was asked: wrong state, closed, unreadable answer. */
export class ClientError extends AerospikeError {
  static {
    brandError(this, 'ClientError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'CLIENT_ERROR', ...options });
  }
}

/** Too many commands are in flight, and none ended within the queue time-out. Nothing was sent. */
export class BackpressureError extends ClientError {
  static {
    brandError(this, 'BackpressureError');
  }

  constructor(message: string, options: AerospikeErrorOptions = {}) {
    super(message, { code: 'BACKPRESSURE', isRetryable: true, ...options });
  }
}
