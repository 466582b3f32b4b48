import { partitionId } from '@aeroform/protocol';
import type { PartitionRange } from '../../driver.js';
import type { Node } from '../cluster/node.js';

/** How far one partition has been read. */
interface PartitionState {
  readonly id: number;
  done: boolean;
  /** Digest of the last record read; undefined before the first. */
  digest: Buffer | undefined;
  /** The indexed value of that record, as the server sent it; undefined for scans. */
  indexValue: Buffer | undefined;
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

  constructor({ begin, count }: PartitionRange) {
    this.#begin = begin;
    this.#states = Array.from({ length: count }, (_, i) => ({
      id: begin + i,
      done: false,
      digest: undefined,
      indexValue: undefined,
    }));
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
      (state.digest === undefined ? part.fresh : part.begun).push(state);
    }
    return [...parts].map(([node, part]) => ({ node, ...part }));
  }

  /** A record was read. False when it lies outside the partitions asked for. */
  advance(digest: Buffer, indexValue: Buffer | undefined): boolean {
    const state = this.#states[partitionId(digest) - this.#begin];
    if (state === undefined) return false;
    state.digest = digest;
    state.indexValue = indexValue;
    return true;
  }

  /** A node has answered all it was asked for, apart from the partitions it did not have. */
  finish({ fresh, begun }: NodePartitions, unavailable: ReadonlySet<number>): void {
    for (const state of fresh) state.done = !unavailable.has(state.id);
    for (const state of begun) state.done = !unavailable.has(state.id);
  }
}
