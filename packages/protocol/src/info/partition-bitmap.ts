import { WireError } from '../error/wire-error.js';
import { PARTITION_COUNT } from '../key/partition-id.js';

const BITMAP_SIZE = PARTITION_COUNT / 8;
/** Base64 text of a bitmap, padding included. */
export const PARTITION_BITMAP_TEXT_SIZE: number = Math.ceil(BITMAP_SIZE / 3) * 4;

/** Base64 bitmap of partitions as the `replicas` info command answers it; the first is the top bit. */
export function encodePartitionBitmap(owns: (partitionId: number) => boolean): string {
  const bits = Buffer.alloc(BITMAP_SIZE);
  for (let id = 0; id < PARTITION_COUNT; id++) {
    if (owns(id)) bits[id >> 3] = (bits[id >> 3] as number) | (0x80 >> (id & 7));
  }
  return bits.toString('base64');
}

/**
 * Calls `visit` with each partition whose bit is set.
 *
 * @throws {WireError} when the text is not the base64 of 512 bytes.
 */
export function decodePartitionBitmap(text: string, visit: (partitionId: number) => void): void {
  const bits = Buffer.from(text, 'base64');
  if (text.length !== PARTITION_BITMAP_TEXT_SIZE || bits.length !== BITMAP_SIZE) {
    throw new WireError(0, `a partition bitmap of ${PARTITION_BITMAP_TEXT_SIZE} characters`);
  }
  for (let id = 0; id < PARTITION_COUNT; id++) {
    if (((bits[id >> 3] as number) & (0x80 >> (id & 7))) !== 0) visit(id);
  }
}
