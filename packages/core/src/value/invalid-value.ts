import { InvalidArgError } from '../error/argument-error.js';
import { describeGiven } from '../error/describe-given.js';

/**
 * A value that can't be written, on its way up: each list and map it leaves adds a step to the path,
 * so that the path costs nothing while all goes well.
 */
export class InvalidValue extends Error {
  path = '';

  constructor(
    readonly reason: string,
    readonly given?: unknown,
  ) {
    super(reason);
  }
}

/** Adds a step to the path of a refused value, and hands on every other error unchanged. */
export function within(error: unknown, step: string): unknown {
  if (error instanceof InvalidValue) error.path = step + error.path;
  return error;
}

/** The error for the caller, with the whole path. */
export function toInvalidArg(error: unknown, root: string): unknown {
  if (!(error instanceof InvalidValue)) return error;
  const argument = root + error.path;
  const got =
    'given' in error && error.given !== undefined ? `; got ${describeGiven(error.given)}` : '';
  return new InvalidArgError(`${argument}: ${error.reason}${got}`, { argument });
}
