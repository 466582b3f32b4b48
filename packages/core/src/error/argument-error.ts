import { AerospikeError, type AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { describeGiven } from './describe-given.js';

/** An argument was refused before anything was sent. */
export class InvalidArgError extends AerospikeError {
  static {
    brandError(this, 'InvalidArgError');
  }

  /** Path of the argument, e.g. `policy.totalTimeout` or `bins.tags[3]`. */
  declare readonly argument?: string;

  constructor(
    message: string,
    options: AerospikeErrorOptions & { readonly argument?: string } = {},
  ) {
    super(message, { code: 'INVALID_ARGUMENT', ...options });
    if (options.argument !== undefined) this.argument = options.argument;
  }
}

/**
 * Refuses an argument.
 *
 * @param argument - its path.
 * @param given - the value; shown by type and shortened.
 * @param allowed - what would be right, with the remedy where there is one.
 */
export function invalidArg(argument: string, given: unknown, allowed: string): InvalidArgError {
  return new InvalidArgError(`${argument} must be ${allowed}; got ${describeGiven(given)}`, {
    argument,
  });
}
