/** ln 2 in two parts; the first has trailing zeros, so that its product with an exponent is exact. */
const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;
const EXPONENT_BIAS = 1023;
const TWO_54 = 2 ** 54;
/** Splits a double into two halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
/** Terms of the series: enough for |s| ≤ 0.172. */
const LAST_TERM = 21;

const view = new DataView(new ArrayBuffer(8));

/**
 * The natural logarithm, rounded as the C library of the server rounds it in nearly all cases. The
 * one of JavaScript is off by one unit in the last place more often, and quotients of logarithms
 * double the error.
 *
 * The argument is split into 2^k · m; ln m is 2 artanh((m − 1) / (m + 1)), whose leading term is
 * kept in twice the precision.
 */
export function naturalLogarithm(x: number): number {
  if (!(x > 0) || x === Infinity || x === 1) return Math.log(x);
  const { exponent, mantissa } = split(x);
  const numerator = mantissa - 1;
  const s = numerator / (mantissa + 1);
  const sError = quotientError(numerator, mantissa, s);
  let tail = 0;
  for (let term = LAST_TERM; term >= 3; term -= 2) tail = (tail + 1 / term) * s * s;
  const high = exponent * LN2_HIGH;
  const low = exponent * LN2_LOW + 2 * (sError + s * tail);
  const sum = high + 2 * s;
  // The part of the smaller summand that the sum lost.
  const lost = Math.abs(high) >= Math.abs(2 * s) ? 2 * s - (sum - high) : high - (sum - 2 * s);
  return sum + (lost + low);
}

/** x = mantissa · 2^exponent with the mantissa around 1. */
function split(x: number): { readonly exponent: number; readonly mantissa: number } {
  const isSubnormal = x < Number.MIN_VALUE * TWO_54;
  view.setFloat64(0, isSubnormal ? x * TWO_54 : x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - EXPONENT_BIAS - (isSubnormal ? 54 : 0);
  view.setUint32(0, (high & 0x000f_ffff) | (EXPONENT_BIAS << 20));
  let mantissa = view.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  return { exponent, mantissa };
}

/** What `s` lacks to be numerator / (mantissa + 1) exactly. */
function quotientError(numerator: number, mantissa: number, s: number): number {
  const denominator = mantissa + 1;
  const denominatorError = mantissa - (denominator - 1);
  const product = s * denominator;
  const rounding = productError(s, denominator, product);
  return (numerator - product - rounding - s * denominatorError) / denominator;
}

/** a · b − product, where product is a · b rounded. */
function productError(a: number, b: number, product: number): number {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function highHalf(value: number): number {
  const scaled = value * SPLITTER;
  return scaled - (scaled - value);
}
