import { HllOp, type WireDouble } from '@aeroform/protocol';
import fc from 'fast-check';
import { murmurHash } from '../../src/hll/murmur-hash';
import { decodeSketch, encodeSketch, sketchBits, type SketchBits } from '../../src/hll/sketch';
import { built, read } from './run';

const bitCounts = fc.record({
  indexBits: fc.integer({ min: 4, max: 9 }),
  minHashBits: fc.constantFrom(0, 4, 10, 51),
});
const elements = fc.array(fc.integer(), { minLength: 1, maxLength: 50 });

describe('murmurHash', () => {
  it.each([
    ['', 0n, 0n],
    ['hello', 0xcbd8a7b341bd9b02n, 0x5b1e906a48ae1d19n],
    ['hello, world', 0x342fac623a5ebc8en, 0x4cdcbc079642414dn],
    ['The quick brown fox jumps over the lazy dog.', 0xcd99481f9ee902c9n, 0x695da1a38987b6e7n],
  ])('hashes %j', (text, first, second) => {
    expect(murmurHash(Buffer.from(text))).toStrictEqual([first, second]);
  });
});

describe('sketches', () => {
  it('are the same after encoding and decoding', () => {
    fc.assert(
      fc.property(bitCounts, elements, ({ indexBits, minHashBits }, added) => {
        const { bytes } = built([HllOp.add, added, indexBits, minHashBits]);
        const bits = sketchBits(bytes) as SketchBits;
        expect(bits).toStrictEqual({ indexBits, minHashBits });
        expect(encodeSketch(decodeSketch(bytes, bits))).toStrictEqual(bytes);
      }),
    );
  });

  it('may contain everything that was added', () => {
    fc.assert(
      fc.property(bitCounts, elements, ({ indexBits, minHashBits }, added) => {
        const value = built([HllOp.add, added, indexBits, minHashBits]);
        expect(read(value, [HllOp.mayContain, added])).toBe(1);
      }),
    );
  });

  it('unite to the sketch of all elements, in any order', () => {
    fc.assert(
      fc.property(bitCounts, elements, elements, ({ indexBits, minHashBits }, one, other) => {
        const all = built([HllOp.add, [...one, ...other], indexBits, minHashBits]);
        const a = built([HllOp.add, one, indexBits, minHashBits]);
        const b = built([HllOp.add, other, indexBits, minHashBits]);
        expect(read(a, [HllOp.getUnion, [b]])).toStrictEqual(all);
        expect(read(b, [HllOp.getUnion, [a, a]])).toStrictEqual(all);
      }),
    );
  });

  it('fold to the sketch with fewer index bits', () => {
    fc.assert(
      fc.property(elements, (added) => {
        const folded = built([HllOp.add, added, 8], [HllOp.fold, 5]);
        expect(folded).toStrictEqual(built([HllOp.add, added, 5]));
      }),
    );
  });

  it.each([100, 2_000, 20_000])('count %i elements within a few percent', (count) => {
    const added = Array.from({ length: count }, (_, i) => `element ${i}`);
    const estimate = Number(read(built([HllOp.add, added, 12]), [HllOp.count]));
    expect(Math.abs(estimate - count) / count).toBeLessThan(0.06);
  });

  it('estimate the similarity of overlapping sets by min-hashes', () => {
    const range = (start: number, count: number) =>
      Array.from({ length: count }, (_, i) => start + i);
    const a = built([HllOp.add, range(0, 3000), 12, 12]);
    const b = built([HllOp.add, range(1500, 3000), 12, 12]);
    const similarity = read(a, [HllOp.similarity, [b]]) as WireDouble;
    expect(Math.abs(similarity.value - 1 / 3)).toBeLessThan(0.05);
  });
});
