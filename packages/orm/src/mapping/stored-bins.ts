import { type BinValue, type Bins, keepShape } from '@aeroform/core';
import { ownValue } from './own-value.js';
import { setOwn } from './set-own.js';

/** What is known of the bins of a record, by name; absent bins are absent. */
export interface StoredBins {
  get(bin: string): BinValue | undefined;
  has(bin: string): boolean;
  [Symbol.iterator](): IterableIterator<[string, BinValue]>;
}

/** The bins of a record as core read them, without a copy: core gives them away. */
export class RecordBins implements StoredBins {
  #bins: Bins;
  /** Whether the bins are a copy of this object's own. */
  #isOwn = false;

  constructor(bins: Bins) {
    this.#bins = bins;
  }

  get(bin: string): BinValue | undefined {
    return ownValue(this.#bins, bin) ?? undefined;
  }

  has(bin: string): boolean {
    return (ownValue(this.#bins, bin) ?? null) !== null;
  }

  *[Symbol.iterator](): IterableIterator<[string, BinValue]> {
    for (const [bin, value] of Object.entries(this.#bins)) if (value !== null) yield [bin, value];
  }

  /**
   * Takes over what was written; null stands for a removed bin. Bins of core are copied first: others
   * may have been given the same ones.
   */
  write(changes: Iterable<readonly [string, BinValue]>): void {
    if (!this.#isOwn) this.#bins = { ...this.#bins };
    this.#isOwn = true;
    for (const [bin, value] of changes) setOwn(this.#bins, bin, value);
  }

  /** The bins after a write; null stands for a removed bin. */
  with(changes: Iterable<readonly [string, BinValue]>): RecordBins {
    const bins: Record<string, BinValue> = { ...this.#bins };
    for (const [bin, value] of changes) setOwn(bins, bin, value);
    return new RecordBins(bins);
  }
}

/** The bins of a record after a write; null stands for a removed bin. */
export function binsAfterWrite(
  before: StoredBins,
  changes: Iterable<readonly [string, BinValue]>,
): StoredBins {
  const bins = before instanceof RecordBins ? before : new RecordBins(Object.fromEntries(before));
  return bins.with(changes);
}

keepShape(new RecordBins({}));
