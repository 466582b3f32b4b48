import { InvalidArgError } from '../error/argument-error.js';

/**
 * Checks a text that becomes part of an info command, whose grammar has no quoting.
 *
 * @throws {InvalidArgError} when it has a character that would end it.
 */
export function checkInfoParameter(text: string, path: string): string {
  if (!/[;:=\s]/.test(text)) return text;
  throw new InvalidArgError(
    `${path} must not contain ";", ":", "=" or white space, which info commands cannot carry; got "${text}"`,
    { argument: path },
  );
}
