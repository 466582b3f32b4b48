import type { ByteSource } from './byte-source.js';
import { crc32 } from './crc32.js';

/** Marker, size of the content, CRC of the content, CRC of these three. */
export const BLOCK_HEADER_SIZE = 16;
const MARKER = 0xae_b1_0c_5a;
const SIZE_AT = 4;
const CONTENT_CRC_AT = 8;
const HEADER_CRC_AT = 12;

/** Fills in the header of a block whose content follows it to the end of the bytes. */
export function sealBlock(block: Buffer): void {
  block.writeUInt32BE(MARKER, 0);
  block.writeUInt32BE(block.length - BLOCK_HEADER_SIZE, SIZE_AT);
  block.writeUInt32BE(crc32(block.subarray(BLOCK_HEADER_SIZE)), CONTENT_CRC_AT);
  block.writeUInt32BE(crc32(block.subarray(0, HEADER_CRC_AT)), HEADER_CRC_AT);
}

/** One block of a file. */
export interface Block {
  /** Where it begins. */
  readonly offset: number;
  readonly content: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** Why there is no block where one should be. */
export interface BlockFault {
  readonly problem: string;
}

/** The block at an offset, or why it can't be read. */
export function readBlock(source: ByteSource, offset: number): Block | BlockFault {
  const header = source.read(offset, BLOCK_HEADER_SIZE);
  if (header.length < BLOCK_HEADER_SIZE) return { problem: 'a block header is cut' };
  if (!isHeader(header)) return { problem: 'no block begins here' };
  const size = header.readUInt32BE(SIZE_AT);
  const end = offset + BLOCK_HEADER_SIZE + size;
  if (end > source.size) return { problem: `a block of ${size} bytes is cut` };
  const content = source.read(offset + BLOCK_HEADER_SIZE, size);
  if (crc32(content) !== header.readUInt32BE(CONTENT_CRC_AT)) {
    return { problem: 'the checksum of a block is wrong' };
  }
  return { offset, content, end };
}

/** Bytes that are searched at a time. */
const SEARCH_SIZE = 1024 * 1024;

/** True when a whole block begins anywhere behind an offset: what is in front of it is damaged. */
export function hasBlockBehind(source: ByteSource, offset: number): boolean {
  const marker = Buffer.alloc(4);
  marker.writeUInt32BE(MARKER);
  for (let at = offset + 1; at < source.size; at += SEARCH_SIZE) {
    const bytes = source.read(at, SEARCH_SIZE + marker.length - 1);
    for (let found = bytes.indexOf(marker); found >= 0; found = bytes.indexOf(marker, found + 1)) {
      if (!('problem' in readBlock(source, at + found))) return true;
    }
  }
  return false;
}

function isHeader(header: Buffer): boolean {
  return (
    header.readUInt32BE(0) === MARKER &&
    header.readUInt32BE(HEADER_CRC_AT) === crc32(header.subarray(0, HEADER_CRC_AT))
  );
}
