import { ByteReader } from '../bytes/byte-reader.js';
import { WireError } from '../error/wire-error.js';
import { MsgpackKind, msgpackKind } from './msgpack-kind.js';

/** An extension element: its type and payload. */
export interface MsgpackExtension {
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

/** Sizes of the fixed-size extensions 0xd4…0xd8. */
const FIXED_EXTENSION_SIZE = [1, 2, 4, 8, 16] as const;
/** How many bytes hold the length of 0xc7, 0xc8, 0xc9. */
const EXTENSION_LENGTH_SIZE = [1, 2, 4] as const;

/**
 * Pull reader of msgpack elements. Each `read…` checks the kind and the bounds and throws
 * {@link WireError} with the offset of the element.
 */
export class MsgpackReader extends ByteReader {
  /** First byte of the next element, not consumed. */
  peek(): number {
    if (this.offset >= this.end) throw new WireError(this.offset, 'a msgpack element');
    return this.buffer[this.offset] as number;
  }

  peekKind(): MsgpackKind {
    return msgpackKind(this.peek());
  }

  readNil(): null {
    const at = this.offset;
    if (this.u8('nil') !== 0xc0) throw new WireError(at, 'nil');
    return null;
  }

  readBoolean(): boolean {
    const at = this.offset;
    const byte = this.u8('a boolean');
    if (byte === 0xc2) return false;
    if (byte === 0xc3) return true;
    throw new WireError(at, 'a boolean');
  }

  /** A number inside ±(2^53 − 1), otherwise a bigint; unsigned 64-bit values stay positive. */
  readInteger(): number | bigint {
    const at = this.offset;
    const byte = this.u8('an integer');
    if (byte < 0x80) return byte;
    if (byte >= 0xe0) return byte - 0x100;
    const read = INTEGER_READERS[byte - 0xcc];
    if (read === undefined) throw new WireError(at, 'an integer');
    return read(this);
  }

  /** An integer that fits a JavaScript number exactly. */
  readSafeInteger(): number {
    const at = this.offset;
    const value = this.readInteger();
    if (typeof value === 'bigint') throw new WireError(at, 'an integer inside ±(2^53 − 1)');
    return value;
  }

  readFloat(): number {
    const at = this.offset;
    const byte = this.u8('a double');
    if (byte === 0xcb) return this.f64();
    if (byte === 0xca) return this.f32();
    throw new WireError(at, 'a double');
  }

  /** Size of text or bytes; the payload follows. */
  readBytesHeader(): number {
    const at = this.offset;
    const byte = this.u8('text or bytes');
    if (byte >= 0xa0 && byte <= 0xbf) return byte & 0x1f;
    if (byte === 0xd9 || byte === 0xc4) return this.u8();
    if (byte === 0xda || byte === 0xc5) return this.u16();
    if (byte === 0xdb || byte === 0xc6) return this.u32();
    throw new WireError(at, 'text or bytes');
  }

  /** Number of elements of an array; never more than there are bytes left. */
  readArrayHeader(): number {
    const at = this.offset;
    return this.#plausible(at, this.readArrayCount(), 1);
  }

  /** Number of elements that an array announces, however few bytes are left. */
  readArrayCount(): number {
    const at = this.offset;
    const byte = this.u8('an array');
    if (byte >= 0x90 && byte <= 0x9f) return byte & 0x0f;
    if (byte === 0xdc) return this.u16();
    if (byte === 0xdd) return this.u32();
    throw new WireError(at, 'an array');
  }

  /** Number of pairs of a map. */
  readMapHeader(): number {
    const at = this.offset;
    const byte = this.u8('a map');
    let count: number;
    if (byte >= 0x80 && byte <= 0x8f) count = byte & 0x0f;
    else if (byte === 0xde) count = this.u16();
    else if (byte === 0xdf) count = this.u32();
    else throw new WireError(at, 'a map');
    return this.#plausible(at, count, 2);
  }

  readExtension(): MsgpackExtension {
    const at = this.offset;
    const byte = this.u8('an extension');
    let size = FIXED_EXTENSION_SIZE[byte - 0xd4];
    const lengthSize = EXTENSION_LENGTH_SIZE[byte - 0xc7];
    if (size === undefined && lengthSize === undefined) throw new WireError(at, 'an extension');
    if (lengthSize !== undefined) {
      size = this.buffer.readUIntBE(this.take(lengthSize, 'a length'), lengthSize) as never;
    }
    const type = this.u8('an extension type');
    return { type, start: this.take(size as number, 'an extension'), size: size as number };
  }

  /** Text without a type byte, as bin and variable names inside expressions. */
  readRawText(): string {
    return this.utf8(this.readBytesHeader());
  }

  /** Steps over one element, whatever it holds. Not recursive: nesting costs no stack. */
  skipElement(): void {
    let left = 1;
    while (left > 0) {
      left--;
      left += SKIPPERS[this.peekKind()](this);
    }
  }

  /** A count can't be larger than the bytes that are left: keeps allocations bounded by input. */
  #plausible(at: number, count: number, bytesEach: number): number {
    if (count * bytesEach > this.remaining) {
      throw new WireError(at, `${count} elements, ${this.remaining} bytes left`);
    }
    return count;
  }
}

/** Readers of 0xcc…0xd3: unsigned 8 to 64 bits, then signed. */
const INTEGER_READERS: readonly ((reader: ByteReader) => number | bigint)[] = [
  (reader) => reader.u8(),
  (reader) => reader.u16(),
  (reader) => reader.u32(),
  (reader) => {
    const value = reader.u64();
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  },
  (reader) => reader.buffer.readInt8(reader.take(1, 'an 8-bit integer')),
  (reader) => reader.buffer.readInt16BE(reader.take(2, 'a 16-bit integer')),
  (reader) => reader.buffer.readInt32BE(reader.take(4, 'a 32-bit integer')),
  (reader) => reader.i64(),
];

/** Steps over the head of an element and tells how many elements it contains. */
const SKIPPERS: Record<MsgpackKind, (reader: MsgpackReader) => number> = {
  [MsgpackKind.invalid]: (reader) => {
    throw new WireError(reader.offset, 'a msgpack element');
  },
  [MsgpackKind.nil]: (reader) => (reader.readNil(), 0),
  [MsgpackKind.boolean]: (reader) => (reader.readBoolean(), 0),
  [MsgpackKind.integer]: (reader) => (reader.readInteger(), 0),
  [MsgpackKind.float]: (reader) => (reader.readFloat(), 0),
  [MsgpackKind.bytes]: (reader) => (reader.take(reader.readBytesHeader(), 'text or bytes'), 0),
  [MsgpackKind.array]: (reader) => reader.readArrayHeader(),
  [MsgpackKind.map]: (reader) => reader.readMapHeader() * 2,
  [MsgpackKind.extension]: (reader) => (reader.readExtension(), 0),
};
