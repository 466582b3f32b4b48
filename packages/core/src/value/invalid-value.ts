import { InvalidArgError } from '../error/argument-error.js';
import { describeGiven } from '../error/describe-given.js';

const LONGEST_PATH = 100;

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

/** A value that contains itself has a path as long as values may be deep. */
function shorten(path: string): string {
  if (path.length <= LONGEST_PATH) return path;
  return `${path.slice(0, LONGEST_PATH / 2)}…${path.slice(-LONGEST_PATH / 2)}`;
}

/** The error for the caller, with the path; of a long one, its beginning and its end. */
export function toInvalidArg(error: unknown, root: string): unknown {
  if (!(error instanceof InvalidValue)) return error;
  const argument = root + shorten(error.path);
  const got =
    'given' in error && error.given !== undefined ? `; got ${describeGiven(error.given)}` : '';
  return new InvalidArgError(`${argument}: ${error.reason}${got}`, { argument });
}
