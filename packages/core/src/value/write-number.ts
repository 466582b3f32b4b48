import { InvalidValue } from './invalid-value.js';

const INT64_LIMIT = 2 ** 63;

/**
 * What a number is stored as.
 *
 * @returns the integer; undefined when it is a double.
 */
export function integerOf(value: number | bigint): number | bigint | undefined {
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return value;
    throw new InvalidValue('integers have 64 bits: −2^63 to 2^63 − 1', value);
  }
  if (Number.isSafeInteger(value)) return value;
  if (Number.isInteger(value) && value >= -INT64_LIMIT && value < INT64_LIMIT) {
    throw new InvalidValue(
      'a whole number outside ±(2^53 − 1) may have been rounded already; use a bigint for an ' +
        'integer, double(x) for a double',
      value,
    );
  }
  return undefined;
}
