import { utf8Slice } from '@aeroform/protocol';

const TABLE_SIZE = 4096;

/** A name that was read before. */
export interface KnownName {
  readonly bytes: Buffer;
  readonly name: string;
}

const table: (KnownName | undefined)[] = new Array(TABLE_SIZE).fill(undefined);

/**
 * Reads the name of a bin, set or namespace. Names come again and again: one string for each saves
 * decoding it, and the engine finds the property of a bins object by identity.
 */
export function knownName(buffer: Buffer, start: number, end: number): KnownName {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + (buffer[i] as number)) | 0;
  const slot = hash & (TABLE_SIZE - 1);
  const known = table[slot];
  if (known !== undefined && isName(known, buffer, start, end)) return known;
  const name = utf8Slice(buffer, start, end);
  const found = { bytes: Buffer.from(buffer.subarray(start, end)), name };
  table[slot] = found;
  return found;
}

/** Whether a range of bytes is this name. */
export function isName({ bytes }: KnownName, buffer: Buffer, start: number, end: number): boolean {
  if (bytes.length !== end - start) return false;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== buffer[start + i]) return false;
  }
  return true;
}
