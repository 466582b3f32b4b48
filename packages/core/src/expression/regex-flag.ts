import { RegexFlag } from '@aeroform/protocol';

/** Flags of `exp.regexCompare`, combined with `|`. */

/** POSIX basic regular expression. */
export const REGEX_NONE = 0;
/** POSIX extended regular expression. */
export const REGEX_EXTENDED = 1;
/** Case does not matter. */
export const REGEX_ICASE = 2;
/** Only whether it matches counts, not where: faster. */
export const REGEX_NOSUB = 4;
/** `.` and `[^…]` do not match a newline; `^` and `$` match at each line. */
export const REGEX_NEWLINE = 8;

/** All flags. */
export const REGEX_MASK = REGEX_EXTENDED | REGEX_ICASE | REGEX_NOSUB | REGEX_NEWLINE;

const SERVER_FLAGS: readonly (readonly [flag: number, server: number])[] = [
  [REGEX_EXTENDED, RegexFlag.extended],
  [REGEX_ICASE, RegexFlag.ignoreCase],
  [REGEX_NOSUB, RegexFlag.noSub],
  [REGEX_NEWLINE, RegexFlag.newline],
];

/**
 * Flags as the server reads them. It hands them to regcomp(3), where NOSUB and NEWLINE have each
 * other's number; other clients send the numbers unchanged and so get the other flag.
 */
export function toServerRegexFlags(flags: number): number {
  return SERVER_FLAGS.reduce((sum, [flag, server]) => (flags & flag ? sum | server : sum), 0);
}

/** The reverse of {@link toServerRegexFlags}. */
export function fromServerRegexFlags(flags: number): number {
  return SERVER_FLAGS.reduce((sum, [flag, server]) => (flags & server ? sum | flag : sum), 0);
}
