const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

const SIGN = 0x8000;
const EXPONENT_BIAS_DIFFERENCE = 112;
const MANTISSA_BITS = 10;
const INFINITY_BITS = 0x7c00;
const NAN_BITS = 0x7e00;

/** The bits of the half-precision float that is nearest to a number; ties go to the even one. */
export function toHalf(value: number): number {
  float[0] = value;
  const word = bits[0] as number;
  const sign = (word >>> 16) & SIGN;
  if (Number.isNaN(value)) return NAN_BITS;
  const magnitude = Math.abs(value);
  // From here on half-precision rounds to infinity.
  if (magnitude >= 65_520) return sign | INFINITY_BITS;
  const exponent = ((word >>> 23) & 0xff) - EXPONENT_BIAS_DIFFERENCE;
  // Subnormal: a multiple of 2^-24.
  if (exponent <= 0) return sign | roundToEven(magnitude * 2 ** 24);
  const mantissa = word & 0x7f_ffff;
  const scaled = (exponent << MANTISSA_BITS) + roundToEven(mantissa / 2 ** 13);
  return sign | scaled;
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5 || (rest === 0.5 && floor % 2 === 0)) return floor;
  return floor + 1;
}

/** The number that the bits of a half-precision float stand for. */
export function fromHalf(half: number): number {
  const sign = (half & SIGN) === 0 ? 1 : -1;
  const exponent = (half >>> MANTISSA_BITS) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  return sign * (1 + mantissa / 2 ** MANTISSA_BITS) * 2 ** (exponent - 15);
}
