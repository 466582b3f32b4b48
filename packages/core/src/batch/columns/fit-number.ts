import type { NumberArray, NumberType } from './column-type.js';
import { toHalf } from './half-float.js';

/** Why a value cannot be in its column. */
export class MisfitError extends Error {}

/** Puts a number into an array. @throws {MisfitError} when it does not fit, rather than rounding it. */
export type NumberFitter = (array: NumberArray, at: number, value: number | bigint) => void;

interface IntegerRange {
  readonly min: number;
  readonly max: number;
}

const RANGES = {
  int8: { min: -0x80, max: 0x7f },
  int16: { min: -0x8000, max: 0x7fff },
  int32: { min: -0x8000_0000, max: 0x7fff_ffff },
  uint8: { min: 0, max: 0xff },
  uint16: { min: 0, max: 0xffff },
  uint32: { min: 0, max: 0xffff_ffff },
  bool: { min: 0, max: 1 },
} satisfies Partial<Record<NumberType, IntegerRange>>;

const MAX_FLOAT32 = 3.402_823_466_385_288_6e38;
const MAX_FLOAT16 = 65_504;
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const UINT64 = { min: 0n, max: 2n ** 64n - 1n };

/** How numbers are put into the array of each type. */
export const FIT_NUMBER: Readonly<Record<NumberType, NumberFitter>> = {
  int8: fitInteger('int8'),
  int16: fitInteger('int16'),
  int32: fitInteger('int32'),
  uint8: fitInteger('uint8'),
  uint16: fitInteger('uint16'),
  uint32: fitInteger('uint32'),
  bool: fitInteger('bool'),
  int64: fitBigInt('int64', INT64),
  uint64: fitBigInt('uint64', UINT64),
  float64: fitFloat('float64', Infinity),
  float32: fitFloat('float32', MAX_FLOAT32),
  float16: fitHalf,
};

function fitInteger(type: keyof typeof RANGES): NumberFitter {
  const { min, max } = RANGES[type];
  return (array, at, value) => {
    if (typeof value !== 'number' || value < min || value > max || !Number.isInteger(value)) {
      throw misfit(value, type);
    }
    array[at] = value;
  };
}

function fitBigInt(
  type: 'int64' | 'uint64',
  { min, max }: { readonly min: bigint; readonly max: bigint },
): NumberFitter {
  return (array, at, value) => {
    if (typeof value === 'number' && !Number.isInteger(value)) throw misfit(value, type);
    const exact = BigInt(value);
    if (exact < min || exact > max) throw misfit(value, type);
    (array as BigInt64Array)[at] = exact;
  };
}

function fitFloat(type: 'float32' | 'float64', max: number): NumberFitter {
  return (array, at, value) => {
    const number = Number(value);
    if (Number.isFinite(number) && Math.abs(number) > max) throw misfit(value, type);
    array[at] = number;
  };
}

function fitHalf(array: NumberArray, at: number, value: number | bigint): void {
  const number = Number(value);
  if (Number.isFinite(number) && Math.abs(number) > MAX_FLOAT16) throw misfit(value, 'float16');
  array[at] = toHalf(number);
}

function misfit(value: number | bigint, type: NumberType): MisfitError {
  return new MisfitError(`${value} does not fit ${type}`);
}
