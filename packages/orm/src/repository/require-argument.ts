import { describeValue } from '../error/describe-value.js';
import { OptionError } from '../error/data-source-error.js';

/** Refuses what is no object with properties. */
export function requireObject(argument: string, expected: string, given: unknown): void {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  requireArgument(isObject, argument, expected, given);
}

/**
 * Refuses an argument of the wrong type, which only callers without type checks can give.
 *
 * @param expected what is taken, e.g. `findByIds() takes an array of ids`
 * @throws OptionError
 */
export function requireArgument(
  isRight: boolean,
  argument: string,
  expected: string,
  given: unknown,
): void {
  if (!isRight) throw new OptionError(argument, `${expected}; got ${describeValue(given)}`);
}
