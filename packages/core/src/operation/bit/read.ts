import { defineBit } from '../define-call.js';
import type { BitOperation } from '../operation.js';
import { BIT, BIT_OFFSET, BIT_SIZE, INTEGER_SIZE, SIGNED } from '../../parameter/bit-parameter.js';

/** Answers bits as bytes, aligned to the left. */
export const bitGet: (bin: string, bitOffset: number, bitSize: number) => BitOperation = defineBit(
  'bitGet',
  'get',
  BIT_OFFSET,
  BIT_SIZE,
);

/** Answers how many bits are set. */
export const bitCount: (bin: string, bitOffset: number, bitSize: number) => BitOperation =
  defineBit('bitCount', 'count', BIT_OFFSET, BIT_SIZE);

/** Answers the offset of the first bit that equals `value`, from the left; -1 when there is none. */
export const bitLscan: (
  bin: string,
  bitOffset: number,
  bitSize: number,
  value: boolean,
) => BitOperation = defineBit('bitLscan', 'leftScan', BIT_OFFSET, BIT_SIZE, BIT);

/** Answers the offset of the last bit that equals `value`; -1 when there is none. */
export const bitRscan: (
  bin: string,
  bitOffset: number,
  bitSize: number,
  value: boolean,
) => BitOperation = defineBit('bitRscan', 'rightScan', BIT_OFFSET, BIT_SIZE, BIT);

/**
 * Answers up to 64 bits as an integer. The server's integers are signed: 64 bits of which the first is set
 * come as a negative one, also without `signed`; `BigInt.asUintN(64, BigInt(value))` is the unsigned one.
 */
export const bitGetInt: (
  bin: string,
  bitOffset: number,
  bitSize: number,
  signed?: boolean,
) => BitOperation = defineBit('bitGetInt', 'getInt', BIT_OFFSET, INTEGER_SIZE, SIGNED);
