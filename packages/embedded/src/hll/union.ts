import { Sketch, type SketchBits } from './sketch.js';

/** The bits of a sketch that others can be folded into: min-hashes only if all have as many bits. */
export function commonBits(sketches: readonly SketchBits[]): SketchBits {
  const [first, ...others] = sketches as [SketchBits, ...SketchBits[]];
  return {
    indexBits: Math.min(...sketches.map(({ indexBits }) => indexBits)),
    minHashBits: others.every(({ minHashBits }) => minHashBits === first.minHashBits)
      ? first.minHashBits
      : 0,
  };
}

/** The union of sketches, with the bits that they have in common. */
export function unite(
  sketches: readonly Sketch[],
  bits: SketchBits = commonBits(sketches),
): Sketch {
  const union = new Sketch(bits);
  const mask = union.ranks.length - 1;
  for (const sketch of sketches) {
    for (let register = 0; register < sketch.ranks.length; register++) {
      const rank = sketch.ranks[register] as number;
      union.raise(register & mask, rank, bits.minHashBits === 0 ? 0 : sketch.minHash(register));
    }
  }
  return union;
}

/** The registers that all sketches have in common; the others are unused. */
export function intersect(sketches: readonly Sketch[], bits: SketchBits): Sketch {
  const [first, ...others] = sketches as [Sketch, ...Sketch[]];
  const common = unite([first], bits);
  const mask = common.ranks.length - 1;
  for (const sketch of others) {
    for (let register = 0; register < sketch.ranks.length; register++) {
      const place = register & mask;
      const isSame =
        common.ranks[place] === sketch.ranks[register] &&
        common.minHash(place) === sketch.minHash(register);
      if (!isSame) common.set(place, 0, 0);
    }
  }
  return common;
}
