import { BIT_SIGNED, BitOverflow } from '@aeroform/protocol';
import { type BitArguments } from './bit-arguments.js';
import { readInteger, writeInteger } from './bit-string.js';

/** The bytes with an integer added to one inside them; undefined when it overflows and must not. */
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
  let sum: bigint | undefined = BigInt.asUintN(size, present + sign * amount);
  if ((subflags & BitOverflow.wrap) === 0) {
    const terms = { size, present, amount, sign };
    const limit =
      (subflags & BIT_SIGNED) === 0 ? unsignedLimit(sum, terms) : signedLimit(sum, terms);
    if (limit !== undefined) sum = (subflags & BitOverflow.saturate) === 0 ? undefined : limit;
  }
  return sum === undefined ? undefined : writeInteger(bytes, offset, size, sum);
}

interface Terms {
  readonly size: number;
  readonly present: bigint;
  readonly amount: bigint;
  readonly sign: 1n | -1n;
}

/** The limit that was passed, if any. */
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
