import fc from 'fast-check';
import { fromHalf, toHalf } from '../../src/index.js';

describe('half-precision floats', () => {
  it.each([
    [0, 0],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 1],
    [2 ** -14, 0x0400],
    [1 / 3, 0x3555],
    [65_519, 0x7bff],
    [65_520, 0x7c00],
  ])('has %p as its known bits', (value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });

  it('is NaN for NaN', () => {
    expect(fromHalf(toHalf(NaN))).toBeNaN();
  });

  it('comes back as it was, for all finite values', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (Number.isNaN(value)) continue;
      if (toHalf(value) !== bits) throw new Error(`0x${bits.toString(16)} became ${toHalf(value)}`);
    }
  });

  it('is the nearest of all', () => {
    fc.assert(
      fc.property(fc.double({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
        const half = toHalf(Math.fround(value));
        const error = Math.abs(fromHalf(half) - Math.fround(value));
        for (const neighbour of [half - 1, half + 1]) {
          const other = fromHalf(neighbour & 0xffff);
          if (Number.isFinite(other)) {
            expect(Math.abs(other - Math.fround(value))).toBeGreaterThanOrEqual(error);
          }
        }
      }),
    );
  });
});
