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

/** The entries of an index at one moment, by partition id. */
export interface SindexTreeState {
  readonly partitions: readonly (readonly SindexEntry[] | undefined)[];
  readonly size: number;
}

/**
 * The entries of an index, for each partition in the order of value and digest.
 *
 * Each partition holds a sorted array: a search is logarithmic, and an insertion moves at most the
 * entries of one partition out of 4,096.
 */
export class SindexTree {
  #partitions: (SindexEntry[] | undefined)[] = new Array<undefined>(PARTITION_COUNT);
  #size = 0;
  /** 1 for each partition whose entries a capture holds, too: the next change copies them first. */
  #shared: Uint8Array | undefined;

  /** Entries of all partitions. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry; nothing happens when it is there. */
  add(value: IndexValue, digest: Buffer): void {
    const id = partitionId(digest);
    const entries = this.#ownEntries(id) ?? (this.#partitions[id] = []);
    const at = firstNotBefore(entries, { value, digest });
    if (isAt(entries[at], value, digest)) return;
    if (at === entries.length) entries.push({ value, digest });
    else entries.splice(at, 0, { value, digest });
    this.#size++;
  }

  /** Removes an entry; nothing happens when it is not there. */
  remove(value: IndexValue, digest: Buffer): void {
    const id = partitionId(digest);
    const entries = this.#ownEntries(id);
    if (entries === undefined) return;
    const at = firstNotBefore(entries, { value, digest });
    if (!isAt(entries[at], value, digest)) return;
    if (entries.length === 1) this.#partitions[id] = undefined;
    else entries.splice(at, 1);
    this.#size--;
  }

  /** All entries, partition by partition. */
  *entries(): IterableIterator<SindexEntry> {
    for (const entries of this.#partitions) if (entries !== undefined) yield* entries;
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

  /** The entries as they are now, unmoved by later changes. */
  capture(): SindexTreeState {
    this.#shared = new Uint8Array(PARTITION_COUNT).fill(1);
    return { partitions: [...this.#partitions], size: this.#size };
  }

  /** Puts back what was captured, of this tree or another. */
  restore(state: SindexTreeState): void {
    this.#partitions = [...state.partitions] as (SindexEntry[] | undefined)[];
    this.#size = state.size;
    this.#shared = new Uint8Array(PARTITION_COUNT).fill(1);
  }

  /** The entries of a partition, for a change of them. */
  #ownEntries(id: number): SindexEntry[] | undefined {
    const entries = this.#partitions[id];
    if (this.#shared?.[id] !== 1) return entries;
    this.#shared[id] = 0;
    if (entries !== undefined) this.#partitions[id] = [...entries];
    return this.#partitions[id];
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
