import { DIGEST_SIZE, partitionId } from '@aeroform/protocol';
import type { PartitionPosition, PartitionRange } from '../../driver.js';

/** Partitions that follow one another. */
export interface PartitionSlice extends PartitionRange {
  /** Where each of them goes on; null when all of them are read from their start. */
  readonly positions: readonly PartitionPosition[] | null;
}

interface PartitionState {
  readonly id: number;
  done: boolean;
  digest: Buffer | undefined;
  indexValue: Buffer | undefined;
}

/** Partitions that are worth a request of their own. */
const MANY = 32;

/** The largest indexed value: the official client and the server compare 64 bits, signed. */
const LAST_INDEX_VALUE = Buffer.from('ffffffffffffff7f', 'hex');

/**
 * Remembers for each partition how far a query has read it, and divides what is left into slices, for the
 * official client knows neither a list of partitions nor any pressure back.
 */
export class PartitionProgress {
  readonly #states: PartitionState[];
  readonly #begin: number;
  readonly #isIndexed: boolean;
  #first = 0;

  /**
   * @param positions - where to go on; without them all partitions are read from their start.
   * @param isIndexed - by an index, in whose order each partition is read; scans read it from the last
   *   digest to the first.
   */
  constructor(
    { begin, count }: PartitionRange,
    positions: readonly PartitionPosition[] | null,
    isIndexed: boolean,
  ) {
    this.#begin = begin;
    this.#isIndexed = isIndexed;
    this.#states = Array.from({ length: count }, (_, i) => ({
      id: begin + i,
      done: positions !== null,
      digest: undefined,
      indexValue: undefined,
    }));
    for (const { id, digest, indexValue } of positions ?? []) {
      const state = this.#states[id - begin] as PartitionState;
      Object.assign(state, { done: false, digest, indexValue });
    }
  }

  /** The partitions that are not done, and how far they have been read. */
  get positions(): PartitionPosition[] {
    return this.#states
      .filter(({ done }) => !done)
      .map(({ id, digest, indexValue }) => ({ id, digest, indexValue }));
  }

  /**
   * The first partitions that are left, at most so many; undefined when all are done. Those that are begun
   * hold little, and do not go with others: what comes of a slice tells how long the next one may be.
   */
  nextSlice(length: number): PartitionSlice | undefined {
    const states = this.#states;
    while (states[this.#first]?.done === true) this.#first++;
    const isBegun = states[this.#first]?.digest !== undefined;
    let end = isBegun ? this.#endOfBegun() : Math.min(this.#first + length, states.length);
    while (end > this.#first && states[end - 1]?.done === true) end--;
    if (end === this.#first) return undefined;
    const slice = states.slice(this.#first, end);
    const isFresh = slice.every(({ done, digest }) => !done && digest === undefined);
    return {
      begin: this.#begin + this.#first,
      count: slice.length,
      positions: isFresh ? null : slice.map((state) => this.#position(state)),
    };
  }

  /** Behind the last partition that is begun, before many that are not. */
  #endOfBegun(): number {
    let end = this.#first;
    for (let i = end; i < this.#states.length && i - end < MANY; i++) {
      if (this.#states[i]?.digest !== undefined) end = i + 1;
    }
    return end;
  }

  /** Partitions of a slice that records have come of, and that are not done. */
  begunOf({ begin, count }: PartitionRange): number {
    const from = begin - this.#begin;
    const states = this.#states.slice(from, from + count);
    return states.filter(({ done, digest }) => !done && digest !== undefined).length;
  }

  /** A record of a scan has come. */
  noteRecord(digest: Buffer): void {
    const state = this.#states[partitionId(digest) - this.#begin];
    if (state !== undefined) state.digest = digest;
  }

  /** The official client tells where the partitions of a slice stand. */
  notePositions(positions: readonly PartitionPosition[]): void {
    for (const { id, digest, indexValue } of positions) {
      const state = this.#states[id - this.#begin];
      if (state === undefined || state.done || digest === undefined) continue;
      state.digest = digest;
      if (this.#isIndexed) state.indexValue = indexValue;
    }
  }

  /** All partitions of a slice have been read to their end. */
  finish({ begin, count }: PartitionRange): void {
    const from = begin - this.#begin;
    for (const state of this.#states.slice(from, from + count)) state.done = true;
  }

  /** The official client cannot leave out a partition of a range: one that is done goes on at its end. */
  #position({ id, done, digest, indexValue }: PartitionState): PartitionPosition {
    if (!done) return { id, digest, indexValue };
    const last = Buffer.alloc(DIGEST_SIZE, this.#isIndexed ? 0xff : 0);
    last.writeUInt16LE(this.#isIndexed ? 0xf000 | id : id);
    return { id, digest: last, indexValue: this.#isIndexed ? LAST_INDEX_VALUE : undefined };
  }
}
