import { PARTITION_COUNT, partitionId } from '@aeroform/protocol';
import type { IndexValue } from './index-value.js';

/** One record under one value. */
export interface SindexEntry {
  readonly value: IndexValue;
  readonly digest: Buffer;
}

/** A place between entries; without a digest, the one in front of all entries of the value. */
export interface SindexPosition {
  readonly value: IndexValue;
  readonly digest: Buffer | undefined;
}

/**
 * The entries of an index, for each partition in the order of value and digest.
 *
 * Each partition holds a sorted array: a search is logarithmic, and an insertion moves at most the
 * entries of one partition out of 4,096.
 */
export class SindexTree {
  readonly #partitions: (SindexEntry[] | undefined)[] = new Array<undefined>(PARTITION_COUNT);
  #size = 0;

  /** Entries of all partitions. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry; nothing happens when it is there. */
  add(value: IndexValue, digest: Buffer): void {
    const id = partitionId(digest);
    const entries = (this.#partitions[id] ??= []);
    const at = firstNotBefore(entries, { value, digest });
    if (isAt(entries[at], value, digest)) return;
    if (at === entries.length) entries.push({ value, digest });
    else entries.splice(at, 0, { value, digest });
    this.#size++;
  }

  /** Removes an entry; nothing happens when it is not there. */
  remove(value: IndexValue, digest: Buffer): void {
    const id = partitionId(digest);
    const entries = this.#partitions[id];
    if (entries === undefined) return;
    const at = firstNotBefore(entries, { value, digest });
    if (!isAt(entries[at], value, digest)) return;
    if (entries.length === 1) this.#partitions[id] = undefined;
    else entries.splice(at, 1);
    this.#size--;
  }

  /** Whether a partition has entries from `start` to `end`, both included. */
  hasBetween(partition: number, start: IndexValue, end: IndexValue): boolean {
    const entries = this.#partitions[partition];
    if (entries === undefined) return false;
    const entry = entries[firstNotBefore(entries, { value: start, digest: undefined })];
    return entry !== undefined && entry.value <= end;
  }

  /**
   * Up to `limit` entries of a partition behind a position and not above `end`. A position with a
   * digest excludes the entry at it.
   */
  slice(
    partition: number,
    after: SindexPosition,
    end: IndexValue,
    limit: number,
  ): readonly SindexEntry[] {
    const entries = this.#partitions[partition];
    if (entries === undefined) return [];
    let from = firstNotBefore(entries, after);
    if (after.digest !== undefined && isAt(entries[from], after.value, after.digest)) from++;
    let to = from;
    while (to < entries.length && to - from < limit && (entries[to] as SindexEntry).value <= end) {
      to++;
    }
    return entries.slice(from, to);
  }
}

function firstNotBefore(entries: readonly SindexEntry[], position: SindexPosition): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(entries[middle] as SindexEntry, position)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(entry: SindexEntry, { value, digest }: SindexPosition): boolean {
  if (entry.value !== value) return entry.value < value;
  return digest !== undefined && Buffer.compare(entry.digest, digest) < 0;
}

function isAt(entry: SindexEntry | undefined, value: IndexValue, digest: Buffer): boolean {
  return entry !== undefined && entry.value === value && entry.digest.equals(digest);
}
