import { murmurHash } from './murmur-hash.js';
import type { Sketch } from './sketch.js';

/** What an element does to a sketch: the value that its register takes, unless it has a greater one. */
export interface ElementMark {
  readonly register: number;
  readonly rank: number;
  readonly minHash: number;
}

/**
 * The mark of an element.
 *
 * @param bytes its msgpack form, the shortest one.
 */
export function markOf(sketch: Sketch, bytes: Buffer): ElementMark {
  const [first, second] = murmurHash(bytes);
  const indexBits = BigInt(sketch.indexBits);
  return {
    register: Number(BigInt.asUintN(sketch.indexBits, first)),
    rank: lowestBit(second) + 1,
    minHash: Number(BigInt.asUintN(sketch.minHashBits, first >> indexBits)),
  };
}

/** The place of the lowest bit that is set. */
function lowestBit(word: bigint): number {
  for (let place = 0; place < 64; place++) {
    if (((word >> BigInt(place)) & 1n) === 1n) return place;
  }
  return 64;
}
