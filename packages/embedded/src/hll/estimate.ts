import type { Sketch, SketchBits } from './sketch.js';
import { commonBits, intersect, unite } from './union.js';

/** Ranks go from 1 to the number of bits of a hash. */
const MAX_RANK = 64;

/** A sketch with what the server looks at to tell whether it is empty. */
export interface Estimated {
  readonly sketch: Sketch;
  readonly hasData: boolean;
}

/**
 * How many different elements a sketch has seen; a cached count wins.
 *
 * Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, algorithm 6.
 * No register reaches the greatest rank, which spares the correction for those.
 */
export function estimateCount(sketch: Sketch): bigint {
  if (sketch.cachedCount !== 0n) return sketch.cachedCount;
  const registers = sketch.ranks.length;
  const histogram = new Array<number>(MAX_RANK + 1).fill(0);
  for (const rank of sketch.ranks) histogram[rank] = (histogram[rank] as number) + 1;
  let z = 0;
  for (let rank = MAX_RANK; rank > 0; rank--) z = 0.5 * (z + (histogram[rank] as number));
  z += registers * sigma((histogram[0] as number) / registers);
  return BigInt(Math.round((alpha(sketch.indexBits) * registers * registers) / z));
}

/** Corrects for unused registers. */
function sigma(unused: number): number {
  if (unused === 1) return Number.POSITIVE_INFINITY;
  let x = unused;
  let y = 1;
  let z = unused;
  for (let before = Number.NaN; z !== before;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

const SMALL_ALPHA: Partial<Record<number, number>> = { 4: 0.673, 5: 0.697, 6: 0.709 };

function alpha(indexBits: number): number {
  return SMALL_ALPHA[indexBits] ?? 0.7213 / (1 + 1.079 / 2 ** indexBits);
}

/** How many elements all sketches have seen. */
export function estimateIntersection(estimated: readonly Estimated[]): bigint {
  const sketches = estimated.map(({ sketch }) => sketch);
  const bits = commonBits(sketches);
  if (bits.minHashBits === 0) return intersectionByCounts(estimated);
  const similarity = similarityByMinHash(estimated, bits);
  if (Number.isNaN(similarity)) return 0n;
  return BigInt(Math.round(Number(estimateCount(unite(sketches))) * similarity));
}

/** The share of the elements of any sketch that all of them have seen; NaN when none has any. */
export function estimateSimilarity(estimated: readonly Estimated[]): number {
  const sketches = estimated.map(({ sketch }) => sketch);
  const bits = commonBits(sketches);
  if (bits.minHashBits !== 0) return similarityByMinHash(estimated, bits);
  const common = intersectionByCounts(estimated);
  return Number(common) / Number(estimateCount(unite(sketches)));
}

/** Inclusion and exclusion, for two or three sketches. */
function intersectionByCounts(estimated: readonly Estimated[]): bigint {
  const sketches = estimated.map(({ sketch }) => sketch);
  const union = estimateCount(unite(sketches));
  const sum = sketches.map(estimateCount).reduce(saturatingSum, 0n);
  if (estimated.length === 2) return sum > union ? BigInt.asUintN(64, sum - union) : 0n;
  const [a, b, c] = estimated as [Estimated, Estimated, Estimated];
  const pairs =
    estimateIntersection([a, b]) + estimateIntersection([b, c]) + estimateIntersection([a, c]);
  const common = BigInt.asIntN(64, union - (sum - pairs));
  return common < 0n ? 0n : common;
}

const MAX_COUNT = 2n ** 64n - 1n;

function saturatingSum(sum: bigint, count: bigint): bigint {
  return sum + count > MAX_COUNT ? MAX_COUNT : sum + count;
}

/** Yun William Yu and Griffin M. Weber, "HyperMinHash: MinHash in LogLog space", 2017. */
function similarityByMinHash(estimated: readonly Estimated[], bits: SketchBits): number {
  if (!estimated.every(({ hasData }) => hasData)) {
    return estimated.some(({ hasData }) => hasData) ? 0 : Number.NaN;
  }
  const sketches = estimated.map(({ sketch }) => sketch);
  const union = usedRegisters(unite(sketches, bits));
  const common = usedRegisters(intersect(sketches, bits));
  const [a, b, ...more] = sketches as [Sketch, Sketch, ...Sketch[]];
  const collisions =
    more.length > 0 ? 0 : expectedCollisions(bits, estimateCount(a), estimateCount(b));
  return Math.max((common - collisions) / union, 0);
}

function usedRegisters(sketch: Sketch): number {
  let used = 0;
  for (let register = 0; register < sketch.ranks.length; register++) {
    if (sketch.ranks[register] !== 0 || sketch.minHash(register) !== 0) used++;
  }
  return used;
}

/** How many registers of two sketches are equal by chance. */
function expectedCollisions({ indexBits, minHashBits }: SketchBits, a: bigint, b: bigint): number {
  const registers = 2 ** indexBits;
  const chance = (bucket: number, count: bigint): number => {
    const low = bucket === MAX_RANK ? 0 : 2 ** -bucket / registers;
    const high = 2 ** (1 - bucket) / registers;
    return (1 - low) ** Number(count) - (1 - high) ** Number(count);
  };
  let expected = 0;
  for (let bucket = 1; bucket <= MAX_RANK; bucket++) {
    expected += chance(bucket, a) * chance(bucket, b);
  }
  return (expected * registers) / 2 ** minHashBits;
}
