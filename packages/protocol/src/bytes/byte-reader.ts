import { latin1Slice, utf8Slice } from './buffer-text.js';
import { WireError } from '../error/wire-error.js';

const TWO_32 = 0x1_0000_0000;

/**
 * Bounds-checked big-endian cursor over a slice of a buffer. Every read that would pass `end` throws
 * {@link WireError} with the offset and what was expected; nothing is copied unless the name says so.
 */
export class ByteReader {
  readonly buffer: Buffer;
  readonly end: number;
  offset: number;

  constructor(buffer: Buffer, offset = 0, end: number = buffer.length) {
    this.buffer = buffer;
    this.offset = offset;
    this.end = end;
  }

  /** Bytes left before `end`. */
  get remaining(): number {
    return this.end - this.offset;
  }

  /** Reserves `size` bytes and returns the offset at which they start. */
  take(size: number, what: string): number {
    const start = this.offset;
    if (size > this.end - start) {
      throw new WireError(start, `${size} bytes of ${what}, ${this.end - start} left`);
    }
    this.offset = start + size;
    return start;
  }

  u8(what = 'a byte'): number {
    return this.buffer[this.take(1, what)] as number;
  }

  u16(what = 'a 16-bit integer'): number {
    return this.buffer.readUInt16BE(this.take(2, what));
  }

  u16le(what = 'a 16-bit integer'): number {
    return this.buffer.readUInt16LE(this.take(2, what));
  }

  u32(what = 'a 32-bit integer'): number {
    return this.buffer.readUInt32BE(this.take(4, what));
  }

  u32le(what = 'a 32-bit integer'): number {
    return this.buffer.readUInt32LE(this.take(4, what));
  }

  u64(what = 'a 64-bit integer'): bigint {
    return this.buffer.readBigUInt64BE(this.take(8, what));
  }

  u64le(what = 'a 64-bit integer'): bigint {
    return this.buffer.readBigUInt64LE(this.take(8, what));
  }

  /** Signed 64-bit integer: a number when it is safe, otherwise a bigint. */
  i64(what = 'a 64-bit integer'): number | bigint {
    return readInt64(this.buffer, this.take(8, what));
  }

  f64(what = 'a double'): number {
    return this.buffer.readDoubleBE(this.take(8, what));
  }

  f32(what = 'a float'): number {
    return this.buffer.readFloatBE(this.take(4, what));
  }

  /** A view (not a copy) of the next `size` bytes. */
  view(size: number, what = 'bytes'): Buffer {
    const start = this.take(size, what);
    return this.buffer.subarray(start, start + size);
  }

  latin1(size: number, what = 'text'): string {
    const start = this.take(size, what);
    return latin1Slice(this.buffer, start, start + size);
  }

  utf8(size: number, what = 'text'): string {
    const start = this.take(size, what);
    return utf8Slice(this.buffer, start, start + size);
  }
}

/**
 * Reads a signed 64-bit big-endian integer without a bounds check of its own.
 *
 * @returns a number inside ±(2^53 − 1), otherwise a bigint: never a rounded value.
 */
export function readInt64(buffer: Buffer, offset: number): number | bigint {
  const value = buffer.readInt32BE(offset) * TWO_32 + buffer.readUInt32BE(offset + 4);
  return Number.isSafeInteger(value) ? value : buffer.readBigInt64BE(offset);
}
