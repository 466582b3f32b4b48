import fc from 'fast-check';
import { ByteWriter, readIndexRange, WireError, writeIndexRange } from '@aeroform/protocol';

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));

describe('index ranges', () => {
  it('decode to what they were written from', () => {
    const range = fc.record({
      binName: fc.string({ maxLength: 15 }).filter((name) => name.isWellFormed()),
      particleType: fc.integer({ min: 0, max: 255 }),
      begin: bytes,
      end: bytes,
    });
    fc.assert(
      fc.property(range, (value) => {
        const writer = new ByteWriter();
        writeIndexRange(writer, value);
        expect(readIndexRange(writer.toBuffer())).toEqual(value);
      }),
    );
  });

  it('are the bytes that the official client sends', () => {
    const writer = new ByteWriter();
    const bound = (value: number): Buffer => new ByteWriter().u64(value).toBuffer();
    writeIndexRange(writer, { binName: 'age', particleType: 1, begin: bound(20), end: bound(40) });
    expect(writer.toBuffer().toString('hex')).toBe(
      '0103616765010000000800000000000000140000000800000000000000' + '28',
    );
  });

  it.each(['', '02', '0103', '010161', '01016101', '0101610100000000000000000f'])(
    'refuse %p',
    (hex) => {
      expect(() => readIndexRange(Buffer.from(hex, 'hex'))).toThrow(WireError);
    },
  );
});
