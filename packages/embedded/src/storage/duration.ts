import { optionError } from '../error/option-error.js';

/** A length of time: milliseconds, or a number and its unit, such as `500ms` or `1.5h`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
  d: DAY,
  w: 7 * DAY,
};

const TEXT = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/;
/** Void times are seconds since 2010 in 32 bits: they end in the year 2146. */
const LONGEST = 100 * 365 * DAY;

/**
 * The milliseconds of a length of time.
 *
 * @throws {EmbeddedError} `EMBEDDED_OPTION` on anything but 0 to 100 years.
 */
export function parseDuration(duration: Duration): number {
  const given: unknown = duration;
  const milliseconds = typeof given === 'string' ? parseText(given) : given;
  if (typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= LONGEST) {
    return milliseconds;
  }
  throw optionError(
    `a duration must be milliseconds, or a number with ms, s, m, h, d or w behind it such as "31d", ` +
      `from 0 to 100 years, found ${typeof given === 'string' ? JSON.stringify(given) : String(given)}`,
  );
}

function parseText(text: string): number | undefined {
  const match = TEXT.exec(text);
  return match === null ? undefined : Number(match[1]) * (UNITS[match[2] as string] as number);
}
