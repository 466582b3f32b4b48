import { types } from 'node:util';
import {
  BIT_OVERFLOW_FAIL,
  BIT_OVERFLOW_SATURATE,
  BIT_OVERFLOW_WRAP,
  type BitOverflowAction,
} from '../cdt/bit-flag.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { checkBoolean, checkConstant, checkFlags } from '../error/check-constant.js';
import { type CallParameter, integer } from './call-parameter.js';

/** Where bits start; negative counts from the end. */
export const BIT_OFFSET: CallParameter<number> = integer('bitOffset');
/** How many bits; servers refuse none. */
export const BIT_SIZE: CallParameter<number> = integer('bitSize', 1);
/** How many bits an integer has. */
export const INTEGER_SIZE: CallParameter<number> = {
  name: BIT_SIZE.name,
  append(args, given, path) {
    if (!Number.isInteger(given) || given < 1 || given > 64) {
      throw invalidArg(path, given, 'an integer of 1 to 64');
    }
    args.push(given);
  },
};
/** Where bytes start; negative counts from the end. */
export const BYTE_OFFSET: CallParameter<number> = integer('byteOffset');
/** How many bytes. */
export const BYTE_SIZE: CallParameter<number> = integer('byteSize', 0);
/** How many bytes are removed; servers refuse none. */
export const REMOVED_SIZE: CallParameter<number> = integer('byteSize', 1);
/** By how many bits. */
export const SHIFT: CallParameter<number> = integer('shift', 0);

/** Bytes; servers refuse none. */
export const BYTES: CallParameter<Uint8Array> = {
  name: 'value',
  append: (args, given, path) => void args.push(checkBytes(given, path, 1)),
};

/** Bytes for the bits of the size in front of them. */
export const BITS: CallParameter<Uint8Array> = {
  name: 'value',
  append(args, given, path) {
    args.push(checkBytes(given, path, Math.ceil((args.at(-1) as number) / 8)));
  },
};

function checkBytes(given: unknown, path: string, size: number): Uint8Array {
  if (!types.isUint8Array(given)) throw invalidArg(path, given, 'bytes (Uint8Array)');
  if (given.length >= size) return given;
  const text = `${path} must have at least ${size} byte${size === 1 ? '' : 's'}; got ${given.length}`;
  throw new InvalidArgError(text, { argument: path });
}

/** An integer of up to 64 bits, signed or not. */
export const BIT_INTEGER: CallParameter<number | bigint> = {
  name: 'value',
  append: (args, given, path) => void args.push(checkBitInteger(given, path)),
};

/** A bit to look for. */
export const BIT: CallParameter<boolean> = {
  name: 'value',
  append(args, given, path) {
    args.push(checkBoolean(given, path));
  },
};

/** Write flags, always on the wire. */
export const BIT_POLICY: CallParameter<number | undefined> = {
  name: 'policy',
  append: (args, given = 0, path) => void args.push(checkBitFlags(given, path)),
};

/** True for integers in two's complement: 1 on the wire, nothing for false. */
export const SIGNED: CallParameter<boolean | undefined> = {
  name: 'signed',
  append(args, given = false, path) {
    if (checkBoolean(given, path)) args.push(1);
  },
};

const ALL_WRITE_FLAGS = 0b1111;

/** Checks the write flags of a bit operation. */
export function checkBitFlags(given: unknown, path: string): number {
  return checkFlags(given, path, ALL_WRITE_FLAGS, 'BIT_WRITE_');
}

const OVERFLOWS: ReadonlyMap<number, string> = new Map([
  [BIT_OVERFLOW_FAIL, 'BIT_OVERFLOW_FAIL'],
  [BIT_OVERFLOW_SATURATE, 'BIT_OVERFLOW_SATURATE'],
  [BIT_OVERFLOW_WRAP, 'BIT_OVERFLOW_WRAP'],
]);

/** Checks what happens at an overflow. */
export function checkOverflow(given: unknown, path: string): BitOverflowAction {
  return checkConstant(given, path, OVERFLOWS) as BitOverflowAction;
}

/** Checks an integer; unsigned ones beyond 2^63 − 1 have the same bits as a negative one. */
export function checkBitInteger(given: unknown, path: string): number | bigint {
  if (Number.isSafeInteger(given)) return given as number;
  if (typeof given === 'bigint' && given >= -(2n ** 63n) && given < 2n ** 64n) {
    return BigInt.asIntN(64, given);
  }
  throw invalidArg(path, given, 'an integer of 64 bits; a bigint outside ±(2^53 − 1)');
}
