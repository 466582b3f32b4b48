import { latin1Write, utf8Write, writeAscii } from './buffer-text.js';

const INITIAL_SIZE = 256;

/**
 * Growable big-endian output buffer. `reset()` keeps the memory, so that one writer can serve many
 * messages; `toBuffer()` copies what was written, `view()` does not.
 */
export class ByteWriter {
  buffer: Buffer;
  offset = 0;

  constructor(size: number = INITIAL_SIZE) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  /** Makes room for `size` more bytes. */
  ensure(size: number): void {
    const needed = this.offset + size;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(grown, 0, 0, this.offset);
    this.buffer = grown;
  }

  /** Reserves `size` bytes to be filled in later and returns their offset. */
  skip(size: number): number {
    this.ensure(size);
    const start = this.offset;
    this.offset += size;
    return start;
  }

  u8(value: number): this {
    this.ensure(1);
    this.buffer[this.offset++] = value;
    return this;
  }

  u16(value: number): this {
    this.ensure(2);
    this.offset = this.buffer.writeUInt16BE(value, this.offset);
    return this;
  }

  u16le(value: number): this {
    this.ensure(2);
    this.offset = this.buffer.writeUInt16LE(value, this.offset);
    return this;
  }

  u32(value: number): this {
    this.ensure(4);
    this.offset = this.buffer.writeUInt32BE(value, this.offset);
    return this;
  }

  u32le(value: number): this {
    this.ensure(4);
    this.offset = this.buffer.writeUInt32LE(value, this.offset);
    return this;
  }

  /** Unsigned or signed 64-bit integer; the value is taken modulo 2^64. */
  u64(value: number | bigint): this {
    this.ensure(8);
    this.offset = writeInt64(this.buffer, value, this.offset);
    return this;
  }

  u64le(value: bigint): this {
    this.ensure(8);
    this.offset = this.buffer.writeBigUInt64LE(BigInt.asUintN(64, value), this.offset);
    return this;
  }

  f64(value: number): this {
    this.ensure(8);
    this.offset = this.buffer.writeDoubleBE(value, this.offset);
    return this;
  }

  bytes(value: Uint8Array): this {
    this.ensure(value.length);
    this.buffer.set(value, this.offset);
    this.offset += value.length;
    return this;
  }

  /** One byte per character; characters above U+00FF are cut to their low byte. */
  latin1(value: string): this {
    this.ensure(value.length);
    this.offset += latin1Write(this.buffer, value, this.offset);
    return this;
  }

  /** Writes UTF-8 and returns the number of bytes. */
  utf8(value: string): number {
    this.ensure(value.length * 3);
    const size = writeAscii(this.buffer, value, this.offset)
      ? value.length
      : utf8Write(this.buffer, value, this.offset);
    this.offset += size;
    return size;
  }

  /** Overwrites a 32-bit integer at an offset that was skipped before. */
  patchU32(at: number, value: number): void {
    this.buffer.writeUInt32BE(value, at);
  }

  reset(): this {
    this.offset = 0;
    return this;
  }

  view(start = 0): Buffer {
    return this.buffer.subarray(start, this.offset);
  }

  toBuffer(start = 0): Buffer {
    return Buffer.from(this.view(start));
  }
}

/** Writes a 64-bit big-endian integer modulo 2^64 and returns the offset behind it. */
export function writeInt64(buffer: Buffer, value: number | bigint, offset: number): number {
  if (typeof value === 'bigint') {
    return buffer.writeBigInt64BE(BigInt.asIntN(64, value), offset);
  }
  buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  return buffer.writeUInt32BE(value >>> 0, offset + 4);
}
