import { invalidArg } from './argument-error.js';

/**
 * Checks that an argument is one of a set of constants.
 *
 * @param allowed - their names by value.
 * @throws {InvalidArgError} that lists the names.
 */
export function checkConstant(
  given: unknown,
  path: string,
  allowed: ReadonlyMap<number, string>,
): number {
  if (allowed.has(given as number)) return given as number;
  throw invalidArg(path, given, `one of ${Array.from(allowed.values()).join(', ')}`);
}

/**
 * Checks flags that are combined with `|`.
 *
 * @param mask - all flags there are.
 * @param prefix - of their names.
 */
export function checkFlags(given: unknown, path: string, mask: number, prefix: string): number {
  if (Number.isInteger(given) && (given as number) >= 0 && ((given as number) & ~mask) === 0) {
    return given as number;
  }
  throw invalidArg(path, given, `${prefix}… flags combined with |`);
}

/** Checks a boolean. */
export function checkBoolean(given: unknown, path: string): boolean {
  if (typeof given === 'boolean') return given;
  throw invalidArg(path, given, 'a boolean');
}
