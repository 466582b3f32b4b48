import type { BinValue, Hll } from '@aeroform/core';
import type { Answers, Mode } from './op.js';
import type { HllPrecisionOptions, HllWriteOptions } from './write-options.js';
import type { ScalarWriter } from './writer.js';

/** A sketch to combine with. */
export type Sketch = Hll | Uint8Array;

/**
 * Operations on HyperLogLog sketches, which count different values approximately (error about
 * 1.04 / √(2^indexBits)). They are bins of their own.
 */
export interface HllWriter<V = Hll, M extends Mode = 'op', T = object> extends ScalarWriter<
  V,
  M,
  T
> {
  /** Makes an empty sketch, or empties one. */
  init(options?: HllPrecisionOptions): Answers<void>[M];
  /**
   * Adds values and gives how many registers changed (0: all were there, most likely). With a
   * precision, declared or given with `addAll`, it makes a missing sketch.
   */
  add(...values: BinValue[]): Answers<number>[M];
  /** The same, with options. */
  addAll(values: readonly BinValue[], options?: HllPrecisionOptions): Answers<number>[M];
  /** Makes the sketch the union of itself and others. */
  merge(sketches: readonly Sketch[], options?: HllWriteOptions): Answers<void>[M];
  /** Computes the cached count anew and gives it. */
  refreshCount(): Answers<number>[M];
  /** Reduces the index bits; only for sketches without minhash. */
  fold(indexBits: number): Answers<void>[M];
  /** About how many different values were added. */
  count(): Answers<number>[M];
  /** The union with other sketches, as a sketch; nothing is written. */
  union(sketches: readonly Sketch[]): Answers<Hll>[M];
  /** About how many different values the sketch and others have together. */
  unionCount(sketches: readonly Sketch[]): Answers<number>[M];
  /** About how many different values the sketch and others have in common. */
  intersectCount(sketches: readonly Sketch[]): Answers<number>[M];
  /** How similar the sketch is to others, 0 to 1 (Jaccard index). */
  similarity(sketches: readonly Sketch[]): Answers<number>[M];
  /** False when one of the values was certainly not added. */
  mayContain(...values: BinValue[]): Answers<boolean>[M];
  /** The precision of the sketch; 0 minhash bits for none. */
  describe(): Answers<{ readonly indexBits: number; readonly minhashBits: number }>[M];
}
