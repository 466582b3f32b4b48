/** Partitions of every namespace. */
export const PARTITION_COUNT = 4096;
/** Bytes of a digest. */
export const DIGEST_SIZE = 20;

/** Partition of a digest: its first two bytes, little endian, modulo 4096. */
export function partitionId(digest: Uint8Array, offset = 0): number {
  return ((digest[offset] as number) | ((digest[offset + 1] as number) << 8)) & 0x0fff;
}
