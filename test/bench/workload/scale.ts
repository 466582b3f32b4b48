import { RECORD_SIZE_NAMES, type RecordSizeName } from '../data/record-size.js';

/** How much is measured. */
export interface Scale {
  /** Calls under way at the same time, for calls about one record. */
  readonly concurrencies: readonly number[];
  /** The one that is also used for other sizes, and for entities. */
  readonly usual: number;
  readonly sizes: readonly RecordSizeName[];
  /** Rows of a batch. */
  readonly batches: readonly number[];
  /** Batches under way at the same time. */
  readonly batchConcurrency: number;
  /** Records of a query. */
  readonly queried: number;
  /** Entities that are read at once. */
  readonly hydrated: number;
  /** Records of a set at most. */
  readonly mostRecords: number;
}

/** What is reported. */
export const FULL_SCALE: Scale = {
  concurrencies: [1, 32, 128, 512],
  usual: 128,
  sizes: RECORD_SIZE_NAMES,
  batches: [100, 1000, 5000],
  batchConcurrency: 4,
  queried: 100_000,
  hydrated: 10_000,
  mostRecords: Number.POSITIVE_INFINITY,
};

/** What shows that everything runs. */
export const QUICK_SCALE: Scale = {
  concurrencies: [4],
  usual: 4,
  sizes: RECORD_SIZE_NAMES,
  batches: [20],
  batchConcurrency: 2,
  queried: 100,
  hydrated: 100,
  mostRecords: 100,
};

/** A step between ids that makes neighbours in time strangers, and comes to every id. */
const STRIDE = 7919;

/** The id that a turn works on, of `count` ids. */
export function idOf(turn: number, count: number): number {
  return (turn * STRIDE) % count;
}

/** The ids that a turn works on in one call: as many as a batch has, in a row. */
export function idsOf(turn: number, size: number, count: number): number[] {
  const start = idOf(turn, count);
  return Array.from({ length: size }, (_, i) => (start + i) % count);
}
