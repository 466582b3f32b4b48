/**
 * Signed 64-bit integers as the protocol has them: a number inside ±(2^53 − 1), otherwise a bigint.
 * What overflows wraps around, as on the server.
 */
export type Int64 = number | bigint;

/** The two's complement of any integer, in normal form. */
export function toInt64(value: Int64): Int64 {
  return typeof value === 'number' ? value : normalise(BigInt.asIntN(64, value));
}

function normalise(value: bigint): Int64 {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

export function add(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return toInt64(BigInt(a) + BigInt(b));
}

export function subtract(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return toInt64(BigInt(a) - BigInt(b));
}

export function multiply(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // A product outside the safe range never rounds into it. Adding 0 turns −0 into 0.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return toInt64(BigInt(a) * BigInt(b));
}

/** Towards zero. The divisor must not be 0. −2^63 / −1, which stops the server, wraps like the rest. */
export function divide(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') return (a - (a % b)) / b + 0;
  return toInt64(BigInt(a) / BigInt(b));
}

/** With the sign of the dividend. The divisor must not be 0. −2^63 % −1 is 0. */
export function remainder(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') return (a % b) + 0;
  return toInt64(BigInt(a) % BigInt(b));
}

/** −2^63 stays what it is: its opposite does not fit. */
export function absolute(value: Int64): Int64 {
  return value < 0 ? subtract(0, value) : value;
}

const LOWEST = -(2n ** 63n);
const TWO_63 = 2 ** 63;

/** Towards zero; what does not fit, and NaN, is −2^63, as the conversion of x86-64 has it. */
export function fromDouble(value: number): Int64 {
  if (!(value >= -TWO_63 && value < TWO_63)) return LOWEST;
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}

/** Applies a function to the bits, given as an unsigned bigint; the result is cut to 64 bits. */
export function mapBits(value: Int64, change: (bits: bigint) => bigint): Int64 {
  return toInt64(change(BigInt.asUintN(64, BigInt(value))));
}
