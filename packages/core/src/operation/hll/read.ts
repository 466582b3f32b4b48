import { type ListOfValues, values } from '../../parameter/call-parameter.js';
import { defineHll } from '../define-call.js';
import type { HllOperation } from '../operation.js';
import { SKETCHES, type Sketches } from '../../parameter/hll-parameter.js';

/** Answers about how many different values were added. */
export const hllGetCount: (bin: string) => HllOperation = defineHll('hllGetCount', 'count');

/** Answers the union with other sketches as a sketch. */
export const hllGetUnion: (bin: string, values: Sketches) => HllOperation = defineHll(
  'hllGetUnion',
  'getUnion',
  SKETCHES,
);

/** Answers the count of the union with other sketches. */
export const hllGetUnionCount: (bin: string, values: Sketches) => HllOperation = defineHll(
  'hllGetUnionCount',
  'unionCount',
  SKETCHES,
);

/** Answers the count of the intersection with other sketches. */
export const hllGetIntersectCount: (bin: string, values: Sketches) => HllOperation = defineHll(
  'hllGetIntersectCount',
  'intersectCount',
  SKETCHES,
);

/** Answers the similarity (Jaccard index, 0 to 1) with other sketches. */
export const hllGetSimilarity: (bin: string, values: Sketches) => HllOperation = defineHll(
  'hllGetSimilarity',
  'similarity',
  SKETCHES,
);

/** Answers `[indexBitCount, minhashBitCount]`. */
export const hllDescribe: (bin: string) => HllOperation = defineHll('hllDescribe', 'describe');

/** Answers 1 when all values may have been added, 0 when one was certainly not. */
export const hllMayContain: (bin: string, values: ListOfValues) => HllOperation = defineHll(
  'hllMayContain',
  'mayContain',
  values(),
);
