import { BIT_SIGNED, ParticleType, WireBlob, type WireValue } from '@aeroform/protocol';
import { signedInteger } from '../cdt/signed-integer.js';
import type { BitArguments } from './bit-arguments.js';
import { bitAt, readBits, readInteger } from './bit-string.js';

/** Answers a range of bits as bytes of their own. */
export function getBits(bytes: Buffer, { offset, size }: BitArguments): WireValue {
  return new WireBlob(ParticleType.blob, readBits(bytes, offset, size));
}

/** Answers the number of bits that are set. */
export function countBits(bytes: Buffer, { offset, size }: BitArguments): WireValue {
  let count = 0;
  for (const byte of readBits(bytes, offset, size)) count += BITS_SET[byte] as number;
  return count;
}

const BITS_SET: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest !== 0; rest >>= 1) count += rest & 1;
  return count;
});

/** Answers the place of the first bit with a value, counted from the offset; −1 for none. */
export function scanLeft(bytes: Buffer, { offset, size, value }: BitArguments): WireValue {
  for (let i = 0; i < size; i++) if (bitAt(bytes, offset + i) === (value === 1n)) return i;
  return -1;
}

/**
 * Answers the place of the last bit with a value, counted from the offset; −1 for none. The server
 * looks through the whole first byte, so the place may lie in front of the offset.
 */
export function scanRight(bytes: Buffer, { offset, size, value }: BitArguments): WireValue {
  const first = offset - (offset % 8);
  for (let i = offset + size - 1; i >= first; i--) {
    if (bitAt(bytes, i) === (value === 1n)) return i - offset;
  }
  return -1;
}

/** Answers an integer; 64 bits are always signed. */
export function getInteger(bytes: Buffer, { offset, size, subflags }: BitArguments): WireValue {
  const value = readInteger(bytes, offset, size);
  return signedInteger((subflags & BIT_SIGNED) === 0 ? value : BigInt.asIntN(size, value));
}
