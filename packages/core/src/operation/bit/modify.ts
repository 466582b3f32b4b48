import { defineBit } from '../define-call.js';
import type { BitOperation } from '../operation.js';
import {
  BIT_INTEGER,
  BIT_OFFSET,
  BIT_POLICY,
  BIT_SIZE,
  BITS,
  BYTES,
  BYTE_OFFSET,
  INTEGER_SIZE,
  REMOVED_SIZE,
  SHIFT,
} from '../../parameter/bit-parameter.js';

/** Combines a range of bits with bytes. */
type BitsWithBytes = (
  bin: string,
  bitOffset: number,
  bitSize: number,
  value: Uint8Array,
  policy?: number,
) => BitOperation;

/** Moves a range of bits. */
type BitShift = (
  bin: string,
  bitOffset: number,
  bitSize: number,
  shift: number,
  policy?: number,
) => BitOperation;

/**
 * Inserts bytes.
 *
 * @param policy - `BIT_WRITE_…` flags.
 */
export const bitInsert: (
  bin: string,
  byteOffset: number,
  value: Uint8Array,
  policy?: number,
) => BitOperation = defineBit('bitInsert', 'insert', BYTE_OFFSET, BYTES, BIT_POLICY);

/**
 * Removes bytes.
 *
 * @param policy - `BIT_WRITE_…` flags.
 */
export const bitRemove: (
  bin: string,
  byteOffset: number,
  byteSize: number,
  policy?: number,
) => BitOperation = defineBit('bitRemove', 'remove', BYTE_OFFSET, REMOVED_SIZE, BIT_POLICY);

/** Replaces bits by those of `value`. */
export const bitSet: BitsWithBytes = defineBit(
  'bitSet',
  'set',
  BIT_OFFSET,
  BIT_SIZE,
  BITS,
  BIT_POLICY,
);

/** Sets the bits that are set in `value`. */
export const bitOr: BitsWithBytes = defineBit(
  'bitOr',
  'or',
  BIT_OFFSET,
  BIT_SIZE,
  BITS,
  BIT_POLICY,
);

/** Flips the bits that are set in `value`. */
export const bitXor: BitsWithBytes = defineBit(
  'bitXor',
  'xor',
  BIT_OFFSET,
  BIT_SIZE,
  BITS,
  BIT_POLICY,
);

/** Clears the bits that are not set in `value`. */
export const bitAnd: BitsWithBytes = defineBit(
  'bitAnd',
  'and',
  BIT_OFFSET,
  BIT_SIZE,
  BITS,
  BIT_POLICY,
);

/** Flips bits. */
export const bitNot: (
  bin: string,
  bitOffset: number,
  bitSize: number,
  policy?: number,
) => BitOperation = defineBit('bitNot', 'not', BIT_OFFSET, BIT_SIZE, BIT_POLICY);

/** Shifts bits to the left and fills with 0. */
export const bitLshift: BitShift = defineBit(
  'bitLshift',
  'leftShift',
  BIT_OFFSET,
  BIT_SIZE,
  SHIFT,
  BIT_POLICY,
);

/** Shifts bits to the right and fills with 0. */
export const bitRshift: BitShift = defineBit(
  'bitRshift',
  'rightShift',
  BIT_OFFSET,
  BIT_SIZE,
  SHIFT,
  BIT_POLICY,
);

/** Replaces up to 64 bits by an integer. */
export const bitSetInt: (
  bin: string,
  bitOffset: number,
  bitSize: number,
  value: number | bigint,
  policy?: number,
) => BitOperation = defineBit(
  'bitSetInt',
  'setInt',
  BIT_OFFSET,
  INTEGER_SIZE,
  BIT_INTEGER,
  BIT_POLICY,
);
