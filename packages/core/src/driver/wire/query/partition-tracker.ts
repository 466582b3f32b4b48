import { partitionId } from '@aeroform/protocol';
import type { PartitionPosition, PartitionRange } from '../../driver.js';
import type { Node } from '../cluster/node.js';

/** How far one partition has been read. */
export interface PartitionState {
  readonly id: number;
  done: boolean;
  /** Digest of the last record read; undefined before the first. */
  digest: Buffer | undefined;
  /** The indexed value of that record, as the server sent it; undefined for scans. */
  indexValue: Buffer | undefined;
  /** A record came that nobody wants now: it is to come again. */
  refused: boolean;
}

/** What one node is asked for. */
export interface NodePartitions {
  readonly node: Node;
  /** Read from their start. */
  readonly fresh: readonly PartitionState[];
  /** Read on behind their last record. */
  readonly begun: readonly PartitionState[];
}

/**
 * Remembers for each partition how far it has been read, so that a query that lost a node goes on
 * where it was: no record twice, none left out.
 */
export class PartitionTracker {
  readonly #begin: number;
  readonly #states: PartitionState[];

  /** @param positions - where to go on; without them all partitions are read from their start. */
  constructor({ begin, count }: PartitionRange, positions: readonly PartitionPosition[] | null) {
    this.#begin = begin;
    this.#states = Array.from({ length: count }, (_, i) => ({
      id: begin + i,
      done: positions !== null,
      digest: undefined,
      indexValue: undefined,
      refused: false,
    }));
    for (const { id, digest, indexValue } of positions ?? []) {
      const state = this.#states[id - begin] as PartitionState;
      Object.assign(state, {
        done: false,
        digest,
        indexValue: indexValue && Buffer.from(indexValue),
      });
    }
  }

  /** The partitions that are not done, and how far they have been read. */
  get positions(): PartitionPosition[] {
    return (
      this.#states
        .filter((state) => !state.done)
        // Copied: the index value is written over with the next record.
        .map(({ id, digest, indexValue }) => ({
          id,
          digest,
          indexValue: indexValue && Buffer.from(indexValue),
        }))
    );
  }

  get isComplete(): boolean {
    return this.#states.every((state) => state.done);
  }

  /**
   * Divides what is left among the nodes.
   *
   * @param owner - the node that has a partition; partitions without one stay open.
   */
  assign(owner: (id: number) => Node | undefined): NodePartitions[] {
    const parts = new Map<Node, { fresh: PartitionState[]; begun: PartitionState[] }>();
    for (const state of this.#states) {
      const node = state.done ? undefined : owner(state.id);
      if (node === undefined) continue;
      let part = parts.get(node);
      if (part === undefined) {
        part = { fresh: [], begun: [] };
        parts.set(node, part);
      }
      state.refused = false;
      (state.digest === undefined ? part.fresh : part.begun).push(state);
    }
    return [...parts].map(([node, part]) => ({ node, ...part }));
  }

  /** The partition of a record; undefined when it was not asked for. */
  partitionOf(digest: Buffer): PartitionState | undefined {
    return this.#states[partitionId(digest) - this.#begin];
  }

  /** A node has answered all it was asked for, apart from the partitions it did not have. */
  finish({ fresh, begun }: NodePartitions, unavailable: ReadonlySet<number>): void {
    for (const state of [...fresh, ...begun]) {
      state.done = !unavailable.has(state.id) && !state.refused;
    }
  }
}

/** Bytes that are valid during a call. */
export interface ByteRange {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

/** A record was taken; an empty range stands for no index value. */
export function advance(state: PartitionState, digest: Buffer, indexValue: ByteRange): void {
  state.digest = digest;
  const { buffer, start, end } = indexValue;
  if (end === start) {
    state.indexValue = undefined;
    return;
  }
  if (state.indexValue?.length !== end - start) state.indexValue = Buffer.alloc(end - start);
  for (let i = start; i < end; i++) state.indexValue[i - start] = buffer[i] as number;
}

/** A record was not taken: its partition is not done, whatever the node says. */
export function refuse(state: PartitionState): void {
  state.refused = true;
}
