import { utf8Length } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';

/** Longest bin name in bytes of UTF-8. */
export const MAX_BIN_NAME_BYTES = 15;

/** Most bins of a record, and most operations of one command. */
export const MAX_BINS = 32_767;

const SHOWN_LENGTH = 40;

/**
 * Checks a bin name.
 *
 * @param path - of the argument, for the error.
 * @throws {InvalidArgError} unless it is a string of 1 to 15 bytes of UTF-8 without NUL.
 */
export function checkBinName(name: unknown, path = 'bin'): string {
  if (typeof name !== 'string') throw invalidArg(path, name, 'a bin name (string)');
  const size = utf8Length(name);
  if (size === 0 || size > MAX_BIN_NAME_BYTES) {
    throw invalidArg(path, name, `a bin name of 1 to ${MAX_BIN_NAME_BYTES} bytes, not ${size}`);
  }
  if (name.includes('\0')) throw invalidArg(path, name, 'a bin name without NUL');
  return name;
}

/** Checks the name of a property of `bins`, which is at `path`; the error shows where it is. */
export function checkPropertyName(name: string, path: string): void {
  const size = utf8Length(name);
  if (size > 0 && size <= MAX_BIN_NAME_BYTES && !name.includes('\0')) return;
  const shown = name.length <= SHOWN_LENGTH ? name : `${name.slice(0, SHOWN_LENGTH)}…`;
  checkBinName(name, `${path}[${JSON.stringify(shown)}]`);
}
