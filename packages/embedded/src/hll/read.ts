import { ParticleType, WireBlob, WireDouble, WireList, type WireValue } from '@aeroform/protocol';
import { refuseOperation, refuseParameter } from '../cdt/refuse.js';
import { signedInteger } from '../cdt/signed-integer.js';
import { markOf } from './element.js';
import {
  estimateCount,
  type Estimated,
  estimateIntersection,
  estimateSimilarity,
} from './estimate.js';
import type { HllArguments } from './hll-arguments.js';
import { encodeSketch, type Sketch } from './sketch.js';
import { unite } from './union.js';

export function count({ sketch }: Estimated): WireValue {
  return signedInteger(estimateCount(sketch));
}

export function getUnion(present: Estimated, args: HllArguments): WireValue {
  return new WireBlob(ParticleType.hll, encodeSketch(unite(allSketches(present, args))));
}

export function unionCount(present: Estimated, args: HllArguments): WireValue {
  return signedInteger(estimateCount(unite(allSketches(present, args))));
}

export function intersectCount(present: Estimated, args: HllArguments): WireValue {
  requireComparable(present, args);
  return signedInteger(estimateIntersection([...args.sketches, present]));
}

export function similarity(present: Estimated, args: HllArguments): WireValue {
  requireComparable(present, args);
  return new WireDouble(estimateSimilarity([...args.sketches, present]));
}

/** Answers the numbers of index bits and min-hash bits. */
export function describe({ sketch }: Estimated): WireValue {
  return new WireList([sketch.indexBits, sketch.minHashBits]);
}

/** Answers 1 when the sketch may have seen all elements, 0 when it has not. */
export function mayContain({ sketch }: Estimated, { elements }: HllArguments): WireValue {
  const seen = elements.every((element) => {
    const { register, rank, minHash } = markOf(sketch, element);
    return !sketch.isBelow(register, rank, minHash);
  });
  return seen ? 1 : 0;
}

function allSketches(present: Estimated, { sketches }: HllArguments): Sketch[] {
  return [...sketches, present].map(({ sketch }) => sketch);
}

/** More than two sketches can be compared with the present one only by equal min-hashes. */
function requireComparable(present: Estimated, { sketches }: HllArguments): void {
  if (sketches.length <= 2) return;
  const [first] = sketches as [Estimated];
  const { minHashBits } = first.sketch;
  if (minHashBits === 0 || sketches.some(({ sketch }) => sketch.minHashBits !== minHashBits)) {
    refuseParameter('more than two sketches need the same number of min-hash bits');
  }
  if (present.sketch.minHashBits !== minHashBits) {
    refuseOperation('the sketch has another number of min-hash bits');
  }
}
