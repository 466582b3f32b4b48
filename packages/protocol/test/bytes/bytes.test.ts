import fc from 'fast-check';
import {
  ByteReader,
  ByteWriter,
  compareUtf8,
  fromBinaryString,
  toBinaryString,
  utf8Length,
  WireError,
} from '@aeroform/protocol';

describe('byte writer and reader', () => {
  it('round-trip every width', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(
        fc.nat(0xff),
        fc.nat(0xffff),
        fc.nat(0xffff_ffff),
        int64,
        fc.double(),
        (a, b, c, d, e) => {
          const writer = new ByteWriter(1);
          writer.u8(a).u16(b).u16le(b).u32(c).u32le(c).u64(d).u64le(d).f64(e);
          const reader = new ByteReader(writer.toBuffer());
          expect([reader.u8(), reader.u16(), reader.u16le(), reader.u32(), reader.u32le()]).toEqual(
            [a, b, b, c, c],
          );
          expect(BigInt(reader.i64())).toBe(d);
          expect(BigInt.asIntN(64, reader.u64le())).toBe(d);
          expect(reader.f64()).toBe(e);
          expect(reader.remaining).toBe(0);
        },
      ),
    );
  });

  it('write safe integers of either sign as 64 bits', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(new ByteReader(new ByteWriter().u64(value).toBuffer()).i64()).toBe(value);
      }),
    );
  });

  it('name the offset where bytes are missing', () => {
    const reader = new ByteReader(Buffer.alloc(3));
    reader.u8();
    expect(() => reader.u32('a size')).toThrow(
      'malformed bytes at offset 1: expected 4 bytes of a size, 2 left',
    );
    expect(() => reader.view(-1 >>> 0)).toThrow(WireError);
  });
});

describe('text', () => {
  const text = fc.string({ unit: 'binary' });

  it('has the length and the order of its UTF-8 bytes', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(utf8Length(a)).toBe(Buffer.byteLength(a));
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('survives the way through a binary string', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fromBinaryString(toBinaryString(value))).toBe(value);
      }),
    );
  });
});
