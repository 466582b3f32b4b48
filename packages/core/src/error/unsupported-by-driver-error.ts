import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ClientError } from './client-error.js';

/** The chosen driver has no way to do this. Nothing was sent. */
export class UnsupportedByDriverError extends ClientError {
  static {
    brandError(this, 'UnsupportedByDriverError');
  }

  /** What the driver cannot do, as the table in `docs/core/drivers.md` names it. */
  declare readonly feature?: string;
  /** What can be used instead; the message ends with it. */
  declare readonly alternative?: string;

  constructor(
    message: string,
    options: AerospikeErrorOptions & {
      readonly feature?: string;
      readonly alternative?: string;
    } = {},
  ) {
    super(message, { code: 'UNSUPPORTED_BY_DRIVER', ...options });
    if (options.feature !== undefined) this.feature = options.feature;
    if (options.alternative !== undefined) this.alternative = options.alternative;
  }
}
