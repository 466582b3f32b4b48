import { writeAscii } from '../bytes/buffer-text.js';
import { ByteWriter } from '../bytes/byte-writer.js';
import { utf8Length } from '../bytes/utf8.js';
import { ParticleType } from '../particle/particle-type.js';

/** Type of the extension element that holds a comparison-only value. */
export const COMPARISON_EXTENSION = 0xff;
export const COMPARISON_WILDCARD = 0;
export const COMPARISON_INFINITY = 1;

/** Appends msgpack elements in the shortest form, as the server and the public clients do. */
export class MsgpackWriter extends ByteWriter {
  nil(): this {
    return this.u8(0xc0);
  }

  boolean(value: boolean): this {
    return this.u8(value ? 0xc3 : 0xc2);
  }

  /** An integer of −2^63 … 2^64 − 1; numbers must be safe integers. */
  integer(value: number | bigint): this {
    if (typeof value === 'bigint') {
      const small = Number(value);
      return Number.isSafeInteger(small) ? this.integer(small) : this.#bigInteger(value);
    }
    if (value >= 0) return this.#positive(value);
    if (value >= -0x20) return this.u8(value & 0xff);
    if (value >= -0x80) return this.u8(0xd0).u8(value & 0xff);
    if (value >= -0x8000) return this.u8(0xd1).u16(value & 0xffff);
    if (value >= -0x8000_0000) return this.u8(0xd2).u32(value >>> 0);
    return this.u8(0xd3).u64(value);
  }

  double(value: number): this {
    return this.u8(0xcb).f64(value);
  }

  /** Header of text or bytes of `size` bytes, its type byte included. */
  bytesHeader(size: number): this {
    if (size < 0x20) return this.u8(0xa0 | size);
    if (size < 0x100) return this.u8(0xd9).u8(size);
    if (size < 0x1_0000) return this.u8(0xda).u16(size);
    return this.u8(0xdb).u32(size);
  }

  /** A string: type byte and UTF-8. */
  text(value: string): this {
    const start = this.offset;
    this.ensure(value.length + 2);
    if (writeAscii(this.buffer, value, start + 2)) {
      this.buffer[start] = 0xa0 | (value.length + 1);
      this.buffer[start + 1] = ParticleType.string;
      this.offset = start + 2 + value.length;
      return this;
    }
    this.bytesHeader(utf8Length(value) + 1)
      .u8(ParticleType.string)
      .utf8(value);
    return this;
  }

  /** A string given as binary string (one byte a character). */
  binaryText(particleType: number, value: string): this {
    return this.bytesHeader(value.length + 1)
      .u8(particleType)
      .latin1(value);
  }

  /** Bytes with their particle type. */
  blob(particleType: number, value: Uint8Array): this {
    return this.bytesHeader(value.length + 1)
      .u8(particleType)
      .bytes(value);
  }

  /** Text without a type byte, as bin and variable names inside expressions. */
  rawText(value: string): this {
    this.bytesHeader(utf8Length(value)).utf8(value);
    return this;
  }

  arrayHeader(count: number): this {
    if (count < 0x10) return this.u8(0x90 | count);
    if (count < 0x1_0000) return this.u8(0xdc).u16(count);
    return this.u8(0xdd).u32(count);
  }

  mapHeader(count: number): this {
    if (count < 0x10) return this.u8(0x80 | count);
    if (count < 0x1_0000) return this.u8(0xde).u16(count);
    return this.u8(0xdf).u32(count);
  }

  /** The element that carries the flags of a list or map. */
  flagsExtension(flags: number): this {
    return this.u8(0xc7).u8(0).u8(flags);
  }

  infinity(): this {
    return this.u8(0xd4).u8(COMPARISON_EXTENSION).u8(COMPARISON_INFINITY);
  }

  wildcard(): this {
    return this.u8(0xd4).u8(COMPARISON_EXTENSION).u8(COMPARISON_WILDCARD);
  }

  #positive(value: number): this {
    if (value < 0x80) return this.u8(value);
    if (value < 0x100) return this.u8(0xcc).u8(value);
    if (value < 0x1_0000) return this.u8(0xcd).u16(value);
    if (value < 0x1_0000_0000) return this.u8(0xce).u32(value);
    return this.u8(0xcf).u64(value);
  }

  #bigInteger(value: bigint): this {
    return this.u8(value < 0n ? 0xd3 : 0xcf).u64(value);
  }
}
