import { BIT_SIGNED, BitOverflow, BitWriteFlag } from '@aeroform/protocol';
import { refuseOperation } from '../cdt/refuse.js';
import type { BitArguments } from './bit-arguments.js';
import { readInteger, writeInteger } from './bit-string.js';

/**
 * The bytes with an integer added to one inside them.
 *
 * @returns undefined when it overflows and, by the flags, nothing is to be done.
 * @throws {CommandError} 26 when it overflows.
 */
export function addInteger(bytes: Buffer, args: BitArguments): Buffer | undefined {
  return combine(bytes, args, 1n);
}

/** The bytes with an integer subtracted from one inside them. */
export function subtractInteger(bytes: Buffer, args: BitArguments): Buffer | undefined {
  return combine(bytes, args, -1n);
}

export function setInteger(bytes: Buffer, { offset, size, value }: BitArguments): Buffer {
  return writeInteger(bytes, offset, size, BigInt.asUintN(size, value));
}

function combine(bytes: Buffer, args: BitArguments, sign: 1n | -1n): Buffer | undefined {
  const { offset, size, subflags } = args;
  const present = readInteger(bytes, offset, size);
  const amount = BigInt.asUintN(size, args.value);
  const sum = BigInt.asUintN(size, present + sign * amount);
  const limit = passedLimit(sum, { size, present, amount, sign }, subflags);
  if (limit === undefined) return writeInteger(bytes, offset, size, sum);
  if ((subflags & BitOverflow.saturate) !== 0) return writeInteger(bytes, offset, size, limit);
  if ((args.flags & BitWriteFlag.noFail) === 0) refuseOperation('the integer overflows');
  return undefined;
}

/** The limit that a sum passed, unless it may wrap around. */
function passedLimit(sum: bigint, terms: Terms, subflags: number): bigint | undefined {
  if ((subflags & BitOverflow.wrap) !== 0) return undefined;
  return (subflags & BIT_SIGNED) === 0 ? unsignedLimit(sum, terms) : signedLimit(sum, terms);
}

interface Terms {
  readonly size: number;
  readonly present: bigint;
  readonly amount: bigint;
  readonly sign: 1n | -1n;
}

/** The limit of unsigned integers that was passed, if any. */
function unsignedLimit(sum: bigint, { size, present, sign }: Terms): bigint | undefined {
  if (sign > 0n) return sum < present ? (1n << BigInt(size)) - 1n : undefined;
  return sum > present ? 0n : undefined;
}

/** The same for signed integers. A sum of 0 counts as no overflow, as on the server. */
function signedLimit(sum: bigint, { size, present, amount, sign }: Terms): bigint | undefined {
  const signedSum = BigInt.asIntN(size, sum);
  const signedPresent = BigInt.asIntN(size, present);
  const signedAmount = BigInt.asIntN(size, sign * amount);
  const half = 1n << BigInt(size - 1);
  if (signedPresent < 0n && signedAmount < 0n && signedSum > 0n) return half;
  if (signedPresent > 0n && signedAmount > 0n && signedSum < 0n) return half - 1n;
  return undefined;
}
