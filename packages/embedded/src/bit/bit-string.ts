/**
 * Bits inside bytes, counted from the most significant bit of the first byte. A run of bits is taken
 * out as bytes of its own: it starts at the first bit, and the bits behind its end are 0.
 */

/** The `size` bits from `offset`. */
export function readBits(bytes: Uint8Array, offset: number, size: number): Buffer {
  const bits = Buffer.alloc(Math.ceil(size / 8));
  const first = Math.floor(offset / 8);
  const shift = offset % 8;
  for (let i = 0; i < bits.length; i++) {
    const pair = ((bytes[first + i] ?? 0) << 8) | (bytes[first + i + 1] ?? 0);
    bits[i] = (pair >> (8 - shift)) & 0xff;
  }
  clearBehind(bits, size);
  return bits;
}

/** A copy of the bytes with `size` bits from `offset` replaced by the first bits of `bits`. */
export function writeBits(
  bytes: Uint8Array,
  offset: number,
  size: number,
  bits: Uint8Array,
): Buffer {
  const copy = Buffer.from(bytes);
  const first = Math.floor(offset / 8);
  const last = Math.floor((offset + size - 1) / 8);
  const shift = offset % 8;
  for (let i = first; i <= last; i++) {
    const pair = ((bits[i - first - 1] ?? 0) << 8) | (bits[i - first] ?? 0);
    const mask = maskOf(i, offset, offset + size);
    copy[i] = ((copy[i] as number) & ~mask) | ((pair >> shift) & mask);
  }
  return copy;
}

/** `size` bits moved `count` places to the left; zeros follow. */
export function shiftLeft(bits: Uint8Array, size: number, count: number): Buffer {
  if (count >= size) return Buffer.alloc(bits.length);
  const shifted = Buffer.alloc(bits.length);
  readBits(bits, count, size - count).copy(shifted);
  return shifted;
}

/** `size` bits moved `count` places to the right; zeros come first. */
export function shiftRight(bits: Uint8Array, size: number, count: number): Buffer {
  const zeros = Buffer.alloc(bits.length);
  return count >= size ? zeros : writeBits(zeros, count, size - count, bits);
}

/** An unsigned integer of `size` (at most 64) bits from `offset`. */
export function readInteger(bytes: Uint8Array, offset: number, size: number): bigint {
  const bits = readBits(bytes, offset, size);
  return BigInt(`0x${bits.toString('hex')}`) >> BigInt(bits.length * 8 - size);
}

/** A copy of the bytes with an integer of `size` (at most 64) bits at `offset`. */
export function writeInteger(
  bytes: Uint8Array,
  offset: number,
  size: number,
  value: bigint,
): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt.asUintN(64, value << BigInt(64 - size)));
  return writeBits(bytes, offset, size, bits);
}

export function bitAt(bytes: Uint8Array, position: number): boolean {
  return (((bytes[position >> 3] as number) << (position & 7)) & 0x80) !== 0;
}

/** The bits of byte `index` that lie in the range from `start` to in front of `end`. */
function maskOf(index: number, start: number, end: number): number {
  const head = Math.max(start - index * 8, 0);
  const tail = Math.max(index * 8 + 8 - end, 0);
  return (0xff >> head) & (0xff << tail) & 0xff;
}

function clearBehind(bits: Buffer, size: number): void {
  const used = size % 8;
  if (used !== 0) bits[bits.length - 1] = (bits[bits.length - 1] as number) & (0xff << (8 - used));
}
