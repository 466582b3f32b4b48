import type { Namespace } from '../storage/namespace.js';
import type { Node } from './node.js';

/** What a node has of a partition. A node without a copy has none of its records. */
export interface PartitionCopy {
  /**
   * Copies of the same lineage went through the same writes, as far as they are complete. A lineage
   * ends whenever the nodes that take part in the writes change.
   */
  readonly lineage: number;
  /** False while older records are still to come. */
  readonly isComplete: boolean;
  /** True when the node was the last to accept writes. */
  readonly isMaster: boolean;
}

/** A namespace on one node, and what the node has of each partition. */
export interface PartitionHolder {
  readonly node: Node;
  readonly namespace: Namespace;
  /** By partition id. */
  readonly copies: (PartitionCopy | undefined)[];
}

let lastLineage = 0;

/** A lineage that no copy has. */
export function newLineage(): number {
  return ++lastLineage;
}

/** Removes a copy and its records. */
export function dropCopy(holder: PartitionHolder, partition: number): void {
  if (holder.copies[partition] === undefined) return;
  holder.copies[partition] = undefined;
  for (const { digest } of holder.namespace.partition(partition).values()) {
    holder.namespace.delete(digest);
  }
}

/** It is no longer the master of any partition, though it keeps what it has. */
export function demote({ copies }: PartitionHolder): void {
  copies.forEach((copy, id) => {
    if (copy?.isMaster === true) copies[id] = { ...copy, isMaster: false };
  });
}
