/** How far an index is built, and what is in it, on one node. */
export interface IndexNodeStatus {
  /** Name of the node as `getNodeNames` gives it. */
  readonly nodeName: string;
  /** `RW` when it is readable, `WO` while it is built, `ERROR` when that failed. */
  readonly state: 'RW' | 'WO' | 'ERROR';
  /** How much of it is built, in percent. */
  readonly loadPercent: number;
  /** Entries in the index. */
  readonly entries: number;
  /** Memory that it takes, in bytes. */
  readonly usedBytes: number;
  /** Entries for each value, by the server's estimate; null for indexes of sets. */
  readonly entriesPerValue: number | null;
  /** Entries for each record, by the server's estimate; null for indexes of sets. */
  readonly entriesPerRecord: number | null;
}

/** How far an index is built, and what is in it. */
export interface IndexStatus {
  /** Name of the index. */
  readonly name: string;
  /** Namespace of the index. */
  readonly namespace: string;
  /** `RW` when it is readable on all nodes, `ERROR` when a node failed to build it, otherwise `WO`. */
  readonly state: 'RW' | 'WO' | 'ERROR';
  /** How much of it is built in percent, on the node that is last; 0 when a node has it not yet. */
  readonly loadPercent: number;
  /** Entries on all nodes. */
  readonly entries: number;
  /** The nodes that have it. */
  readonly nodes: readonly IndexNodeStatus[];
}
