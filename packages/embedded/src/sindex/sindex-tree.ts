import { PARTITION_COUNT } from '@aeroform/protocol';
import type { IndexValue } from './index-value.js';

/** One record under one value. */
export interface SindexEntry {
  readonly value: IndexValue;
  /** Binary string: equal strings are equal digests, and sort like them. */
  readonly digest: string;
}

/** A place between entries; without a digest, the one in front of all entries of the value. */
export interface SindexPosition {
  readonly value: IndexValue;
  readonly digest: string | undefined;
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

  /** Adds an entry to a partition; nothing happens when it is there. */
  add(partition: number, entry: SindexEntry): void {
    const entries = this.#ownEntries(partition) ?? (this.#partitions[partition] = []);
    const at = firstNotBefore(entries, entry);
    if (isAt(entries[at], entry)) return;
    if (at === entries.length) entries.push(entry);
    else entries.splice(at, 0, entry);
    this.#size++;
  }

  /** Removes an entry of a partition; nothing happens when it is not there. */
  remove(partition: number, entry: SindexEntry): void {
    const entries = this.#ownEntries(partition);
    if (entries === undefined) return;
    const at = firstNotBefore(entries, entry);
    if (!isAt(entries[at], entry)) return;
    if (entries.length === 1) this.#partitions[partition] = undefined;
    else entries.splice(at, 1);
    this.#size--;
  }

  /** The entries of a partition, in their order. */
  entriesOf(partition: number): readonly SindexEntry[] {
    return this.#partitions[partition] ?? [];
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
    if (entries === undefined) return NONE;
    let from = firstNotBefore(entries, after);
    if (isAt(entries[from], after)) from++;
    let to = from;
    while (to < entries.length && to - from < limit && (entries[to] as SindexEntry).value <= end) {
      to++;
    }
    return from === to ? NONE : entries.slice(from, to);
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

const NONE: readonly SindexEntry[] = [];

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
  return digest !== undefined && entry.digest < digest;
}

function isAt(entry: SindexEntry | undefined, { value, digest }: SindexPosition): boolean {
  return entry !== undefined && entry.value === value && entry.digest === digest;
}
