import type { BitArguments } from './bit-arguments.js';
import { readBits, shiftLeft, shiftRight, writeBits } from './bit-string.js';

/** Replaces a range of bits by what `change` makes of them. */
type Overwrite = (bytes: Buffer, args: BitArguments) => Buffer;

export const setBits: Overwrite = (bytes, { offset, size, bytes: bits }) =>
  writeBits(bytes, offset, size, bits);

export const orBits: Overwrite = combining((present, given) => present | given);
export const xorBits: Overwrite = combining((present, given) => present ^ given);
export const andBits: Overwrite = combining((present, given) => present & given);
export const notBits: Overwrite = combining((present) => ~present);

export const shiftBitsLeft: Overwrite = (bytes, { offset, size, value }) =>
  writeBits(bytes, offset, size, shiftLeft(readBits(bytes, offset, size), size, Number(value)));

export const shiftBitsRight: Overwrite = (bytes, { offset, size, value }) =>
  writeBits(bytes, offset, size, shiftRight(readBits(bytes, offset, size), size, Number(value)));

function combining(combine: (present: number, given: number) => number): Overwrite {
  return (bytes, { offset, size, bytes: given }) => {
    const bits = readBits(bytes, offset, size);
    for (let i = 0; i < bits.length; i++) bits[i] = combine(bits[i] as number, given[i] ?? 0);
    return writeBits(bytes, offset, size, bits);
  };
}
