import type { DataSetName } from '../data/data-sets.js';

/** One call of the thing that is measured; `turn` counts from 0. */
export type Run = (turn: number) => Promise<unknown>;

/** Something that several subjects do, each in its own way. */
export interface Workload {
  /** Its parts have slashes between them, so that some can be chosen: `get/small/128`. */
  readonly name: string;
  readonly title: string;
  /** Calls under way at the same time. */
  readonly concurrency: number;
  /** Records that one call reads or writes. */
  readonly items: number;
  /** Sets that must be there. */
  readonly sets: readonly DataSetName[];
  /** The subject that the others are compared with. */
  readonly baseline: string;
  /** How each subject does it. */
  readonly subjects: Readonly<Record<string, Run>>;
}
