import type { ByteWriter } from '../bytes/byte-writer.js';
import { WireError } from '../error/wire-error.js';

/** Bytes of the header in front of the fields and operations of a message. */
export const MESSAGE_HEADER_SIZE = 22;

/** Byte offsets inside a message header, for code that reads it in place. */
export const HeaderOffset = {
  headerSize: 0,
  info1: 1,
  info2: 2,
  info3: 3,
  info4: 4,
  resultCode: 5,
  generation: 6,
  recordTtl: 10,
  transactionTtl: 14,
  fieldCount: 18,
  opCount: 20,
} as const;

/** Header of a message: the same 22 bytes in requests and answers. */
export interface MessageHeader {
  readonly info1: number;
  readonly info2: number;
  readonly info3: number;
  readonly info4: number;
  /** 0 in requests. */
  readonly resultCode: number;
  /** Expected generation in requests, generation of the record in answers. */
  readonly generation: number;
  /** TTL in seconds (or a special value) in requests, void time in answers. */
  readonly recordTtl: number;
  /** Server time-out in milliseconds in requests, row index in answers to a batch. */
  readonly transactionTtl: number;
  readonly fieldCount: number;
  readonly opCount: number;
}

/** Appends a message header. */
export function writeMessageHeader(writer: ByteWriter, header: MessageHeader): void {
  const at = writer.skip(MESSAGE_HEADER_SIZE);
  const buffer = writer.buffer;
  buffer[at] = MESSAGE_HEADER_SIZE;
  buffer[at + HeaderOffset.info1] = header.info1;
  buffer[at + HeaderOffset.info2] = header.info2;
  buffer[at + HeaderOffset.info3] = header.info3;
  buffer[at + HeaderOffset.info4] = header.info4;
  buffer[at + HeaderOffset.resultCode] = header.resultCode;
  buffer.writeUInt32BE(header.generation >>> 0, at + HeaderOffset.generation);
  buffer.writeUInt32BE(header.recordTtl >>> 0, at + HeaderOffset.recordTtl);
  buffer.writeUInt32BE(header.transactionTtl >>> 0, at + HeaderOffset.transactionTtl);
  buffer.writeUInt16BE(header.fieldCount, at + HeaderOffset.fieldCount);
  buffer.writeUInt16BE(header.opCount, at + HeaderOffset.opCount);
}

/**
 * Reads a message header. The header-size byte is ignored, as the server ignores it.
 *
 * @throws {WireError} when fewer than 22 bytes are left.
 */
export function readMessageHeader(
  buffer: Buffer,
  at = 0,
  end: number = buffer.length,
): MessageHeader {
  if (end - at < MESSAGE_HEADER_SIZE) {
    throw new WireError(at, `a message header of ${MESSAGE_HEADER_SIZE} bytes, ${end - at} left`);
  }
  return {
    info1: buffer[at + HeaderOffset.info1] as number,
    info2: buffer[at + HeaderOffset.info2] as number,
    info3: buffer[at + HeaderOffset.info3] as number,
    info4: buffer[at + HeaderOffset.info4] as number,
    resultCode: buffer[at + HeaderOffset.resultCode] as number,
    generation: buffer.readUInt32BE(at + HeaderOffset.generation),
    recordTtl: buffer.readUInt32BE(at + HeaderOffset.recordTtl),
    transactionTtl: buffer.readUInt32BE(at + HeaderOffset.transactionTtl),
    fieldCount: buffer.readUInt16BE(at + HeaderOffset.fieldCount),
    opCount: buffer.readUInt16BE(at + HeaderOffset.opCount),
  };
}
