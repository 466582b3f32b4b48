import {
  BIT_SIGNED,
  BitOverflow,
  BitResizeFlag,
  BitWriteFlag,
  type MsgpackReader,
  WireError,
} from '@aeroform/protocol';
import { refuseParameter } from '../cdt/refuse.js';

/** No blob, offset or size is larger: the largest message. */
export const MAX_BYTES = 128 * 1024 * 1024;

/** The arguments of a bit operation; those that it does not have or were not sent hold zeros. */
export interface BitArguments {
  /** In bits; negative offsets count from the end. */
  offset: number;
  /** In bits. */
  size: number;
  /** Integer, number of places to shift, or bit to look for. */
  value: bigint;
  bytes: Buffer;
  /** See `BitWriteFlag`. */
  flags: number;
  /** Flags that only this kind of operation has: how to resize, what to do on overflow. */
  subflags: number;
}

export type BitParameter = keyof typeof DECODERS;

interface Parameters {
  readonly parameters: readonly BitParameter[];
  readonly required: number;
  /** The write flags that the operation allows. */
  readonly allowedFlags: number;
}

/**
 * Decodes the arguments of a bit operation.
 *
 * @throws {CommandError} 4 on too few, too many, ill-typed or senseless arguments.
 */
export function decodeBitArguments(
  reader: MsgpackReader,
  count: number,
  { parameters, required, allowedFlags }: Parameters,
): BitArguments {
  if (count < required || count > parameters.length) {
    refuseParameter(`a bit operation with ${count} arguments instead of ${required}`);
  }
  const args = { offset: 0, size: 0, value: 0n, bytes: NO_BYTES, flags: 0, subflags: 0 };
  try {
    for (const parameter of parameters.slice(0, count)) DECODERS[parameter](reader, args);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed bit operation: ${error.message}`);
  }
  requireFlags(args.flags, allowedFlags, [BitWriteFlag.createOnly, BitWriteFlag.updateOnly]);
  return args;
}

const LEAST_INT64 = -(2n ** 63n);
const NO_BYTES = Buffer.alloc(0);

const DECODERS = {
  byteOffset: (reader: MsgpackReader, args: BitArguments) => {
    args.offset = readOffset(reader, MAX_BYTES) * 8;
  },
  offset: (reader: MsgpackReader, args: BitArguments) => {
    args.offset = readOffset(reader, MAX_BYTES * 8);
  },
  byteSize: (reader: MsgpackReader, args: BitArguments) => {
    args.size = readSize(reader, 1, MAX_BYTES) * 8;
  },
  byteSizeOrZero: (reader: MsgpackReader, args: BitArguments) => {
    args.size = readSize(reader, 0, MAX_BYTES) * 8;
  },
  size: (reader: MsgpackReader, args: BitArguments) => {
    args.size = readSize(reader, 1, MAX_BYTES * 8);
  },
  integerSize: (reader: MsgpackReader, args: BitArguments) => {
    args.size = readSize(reader, 1, 64);
  },
  boolean: (reader: MsgpackReader, args: BitArguments) => {
    args.value = reader.readBoolean() ? 1n : 0n;
  },
  shift: (reader: MsgpackReader, args: BitArguments) => {
    args.value = BigInt(readSize(reader, 0, MAX_BYTES * 8));
  },
  integer: (reader: MsgpackReader, args: BitArguments) => {
    args.value = BigInt(reader.readInteger());
  },
  bytes: readBytes,
  flags: (reader: MsgpackReader, args: BitArguments) => {
    args.flags = readFlags(reader);
  },
  resizeFlags: (reader: MsgpackReader, args: BitArguments) => {
    const { fromFront, growOnly, shrinkOnly } = BitResizeFlag;
    args.subflags = readFlags(reader);
    requireFlags(args.subflags, fromFront | growOnly | shrinkOnly, [growOnly, shrinkOnly]);
  },
  overflow: (reader: MsgpackReader, args: BitArguments) => {
    const { saturate, wrap } = BitOverflow;
    args.subflags = readFlags(reader);
    requireFlags(args.subflags, BIT_SIGNED | saturate | wrap, [saturate, wrap]);
  },
  sign: (reader: MsgpackReader, args: BitArguments) => {
    args.subflags = readFlags(reader);
    requireFlags(args.subflags, BIT_SIGNED, [0, 0]);
  },
} as const;

function readOffset(reader: MsgpackReader, limit: number): number {
  const sent = BigInt.asIntN(64, BigInt(reader.readInteger()));
  // The least integer has no absolute value that the server could find too large, and no low bits.
  if (sent === LEAST_INT64) return 0;
  const offset = Number(sent);
  if (Math.abs(offset) > limit) refuseParameter(`offset ${offset} is beyond ${limit}`);
  return offset;
}

function readSize(reader: MsgpackReader, least: number, most: number): number {
  const size = Number(reader.readInteger());
  if (size < least || size > most)
    refuseParameter(`size ${size} is not between ${least} and ${most}`);
  return size;
}

/** Flags beyond 31 bits are unknown anyway. */
function readFlags(reader: MsgpackReader): number {
  const flags = Number(reader.readInteger());
  return flags >= 0 && flags <= 0x7fff_ffff ? flags : 0x7fff_ffff;
}

/** Bytes or text, whichever the type byte says. Where a size was given, they must fill it. */
function readBytes(reader: MsgpackReader, args: BitArguments): void {
  const length = reader.readBytesHeader();
  const bytes = reader.view(length).subarray(1);
  if (bytes.length === 0) refuseParameter('a bit operation without bytes');
  const bits = bytes.length * 8;
  if (args.size > bits) refuseParameter(`${bits} bits are too few for a size of ${args.size}`);
  if (args.size === 0) args.size = bits;
  args.bytes = bytes;
}

function requireFlags(flags: number, allowed: number, [one, other]: [number, number]): void {
  if ((flags & ~allowed) !== 0) refuseParameter(`bit flags ${flags} are unknown`);
  if ((flags & one) !== 0 && (flags & other) !== 0) {
    refuseParameter(`bit flags ${one} and ${other} exclude each other`);
  }
}
