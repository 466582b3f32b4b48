import fc from 'fast-check';
import {
  readBits,
  readInteger,
  shiftLeft,
  shiftRight,
  writeBits,
  writeInteger,
} from '../../src/bit/bit-string';

const digitsOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
const padded = (digits: string): string => digits.padEnd(Math.ceil(digits.length / 8) * 8, '0');

/** Bytes with a range of at least one bit inside. */
const ranges = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .chain((bytes) =>
    fc
      .nat(bytes.length * 8 - 1)
      .chain((offset) =>
        fc
          .integer({ min: 1, max: bytes.length * 8 - offset })
          .map((size) => ({ bytes, offset, size })),
      ),
  );

describe('runs of bits', () => {
  it('are read as the digits that stand there', () => {
    fc.assert(
      fc.property(ranges, ({ bytes, offset, size }) => {
        const expected = padded(digitsOf(bytes).slice(offset, offset + size));
        expect(digitsOf(readBits(bytes, offset, size))).toBe(expected);
      }),
    );
  });

  it('are written without touching their surroundings', () => {
    fc.assert(
      fc.property(ranges, fc.uint8Array({ minLength: 12, maxLength: 12 }), (range, bits) => {
        const { bytes, offset, size } = range;
        const digits = digitsOf(bytes);
        const expected =
          digits.slice(0, offset) + digitsOf(bits).slice(0, size) + digits.slice(offset + size);
        expect(digitsOf(writeBits(bytes, offset, size, bits))).toBe(expected);
        expect(digitsOf(bytes)).toBe(digits);
      }),
    );
  });

  it('are shifted, and zeros follow', () => {
    fc.assert(
      fc.property(ranges, fc.nat(100), ({ bytes, offset, size }, count) => {
        const bits = readBits(bytes, offset, size);
        const digits = digitsOf(bits).slice(0, size);
        const left = digits.slice(count).padEnd(size, '0');
        const right = digits.slice(0, Math.max(size - count, 0)).padStart(size, '0');
        expect(digitsOf(shiftLeft(bits, size, count)).slice(0, size)).toBe(left);
        expect(digitsOf(shiftRight(bits, size, count)).slice(0, size)).toBe(right);
      }),
    );
  });

  it('hold integers of up to 64 bits', () => {
    fc.assert(
      fc.property(ranges, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (range, value) => {
        const { bytes, offset } = range;
        const size = Math.min(range.size, 64);
        const cut = BigInt.asUintN(size, value);
        expect(readInteger(writeInteger(bytes, offset, size, cut), offset, size)).toBe(cut);
      }),
    );
  });
});
