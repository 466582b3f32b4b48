import type { HllPolicy } from '../../cdt/hll-policy.js';
import type { ListOfValues } from '../../parameter/call-parameter.js';
import { defineHll } from '../define-call.js';
import type { HllOperation } from '../operation.js';
import {
  ADDED,
  HLL_POLICY,
  INDEX_BITS,
  MINHASH_BITS,
  OPTIONAL_INDEX_BITS,
  SKETCHES,
  type Sketches,
} from '../../parameter/hll-parameter.js';

/**
 * Creates an empty sketch, or empties one.
 *
 * @param indexBitCount - 4 to 16: the error is about 1.04 / √(2^bits).
 * @param minhashBitCount - 4 to 51 for similarity and intersections of more than two; none when omitted.
 */
export const hllInit: (
  bin: string,
  indexBitCount: number,
  minhashBitCount?: number,
  policy?: HllPolicy,
) => HllOperation = defineHll('hllInit', 'init', INDEX_BITS, MINHASH_BITS, HLL_POLICY);

/**
 * Adds values; creates the sketch when `indexBitCount` is given. Answers how many registers changed.
 *
 * @param indexBitCount - 4 to 16, for a sketch that may not exist yet.
 * @param minhashBitCount - 4 to 51, likewise.
 */
export const hllAdd: (
  bin: string,
  values: ListOfValues,
  indexBitCount?: number,
  minhashBitCount?: number,
  policy?: HllPolicy,
) => HllOperation = defineHll(
  'hllAdd',
  'add',
  ADDED,
  OPTIONAL_INDEX_BITS,
  MINHASH_BITS,
  HLL_POLICY,
);

/** Makes the sketch the union of itself with others. */
export const hllSetUnion: (bin: string, values: Sketches, policy?: HllPolicy) => HllOperation =
  defineHll('hllSetUnion', 'setUnion', SKETCHES, HLL_POLICY);

/** Computes the cached count anew and answers it. */
export const hllRefreshCount: (bin: string) => HllOperation = defineHll(
  'hllRefreshCount',
  'refreshCount',
);

/** Reduces the index bits; only for sketches without minhash bits. */
export const hllFold: (bin: string, indexBitCount: number) => HllOperation = defineHll(
  'hllFold',
  'fold',
  INDEX_BITS,
);
