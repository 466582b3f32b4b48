import type { ByteReader } from '../bytes/byte-reader.js';
import type { ByteWriter } from '../bytes/byte-writer.js';
import { WireError } from '../error/wire-error.js';

/** Operation codes of a message. */
export const OpType = {
  read: 1,
  write: 2,
  cdtRead: 3,
  cdtModify: 4,
  increment: 5,
  expressionRead: 7,
  expressionModify: 8,
  append: 9,
  prepend: 10,
  touch: 11,
  bitRead: 12,
  bitModify: 13,
  delete: 14,
  hllRead: 15,
  hllModify: 16,
} as const;
export type OpType = (typeof OpType)[keyof typeof OpType];

/** Bytes of an operation in front of its bin name. */
export const OP_HEADER_SIZE = 8;

/** One operation of a request, or one bin of an answer. */
export interface MessageOp {
  readonly op: number;
  readonly particleType: number;
  readonly flags: number;
  /** Raw bytes of the bin name. */
  readonly name: Buffer;
  /** Raw bytes of the particle. */
  readonly value: Buffer;
}

/**
 * Reads one operation.
 *
 * @throws {WireError} when the size is smaller than the header and the name, or passes the end.
 */
export function readOp(reader: ByteReader): MessageOp {
  const at = reader.offset;
  const size = reader.u32('an operation size');
  if (size < 4) throw new WireError(at, `an operation size of at least 4, found ${size}`);
  const bodyEnd = reader.take(size, 'operation') + size;
  const buffer = reader.buffer;
  const nameSize = buffer[at + 7] as number;
  if (nameSize > size - 4) {
    throw new WireError(at + 7, `a bin name of at most ${size - 4} bytes, found ${nameSize}`);
  }
  const nameEnd = at + OP_HEADER_SIZE + nameSize;
  return {
    op: buffer[at + 4] as number,
    particleType: buffer[at + 5] as number,
    flags: buffer[at + 6] as number,
    name: buffer.subarray(at + OP_HEADER_SIZE, nameEnd),
    value: buffer.subarray(nameEnd, bodyEnd),
  };
}

/** Writes one operation from raw parts. */
export function writeOp(
  writer: ByteWriter,
  op: { op: number; particleType: number; flags?: number; name: Uint8Array; value: Uint8Array },
): void {
  writer.u32(4 + op.name.length + op.value.length);
  writer
    .u8(op.op)
    .u8(op.particleType)
    .u8(op.flags ?? 0)
    .u8(op.name.length);
  writer.bytes(op.name).bytes(op.value);
}

/**
 * Opens an operation whose particle the caller appends; close it with {@link endOp}. The particle
 * type may be unknown until then.
 *
 * @returns the offset to pass to `endOp`.
 */
export function beginOp(writer: ByteWriter, op: number, binName: string): number {
  const at = writer.skip(OP_HEADER_SIZE);
  const nameSize = writer.utf8(binName);
  const buffer = writer.buffer;
  buffer[at + 4] = op;
  buffer[at + 6] = 0;
  buffer[at + 7] = nameSize;
  return at;
}

export function endOp(writer: ByteWriter, at: number, particleType: number): void {
  writer.buffer[at + 5] = particleType;
  writer.patchU32(at, writer.offset - at - 4);
}
