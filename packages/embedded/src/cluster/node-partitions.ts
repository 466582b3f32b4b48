import { partitionId } from '@aeroform/protocol';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { replicate } from './move-records.js';
import type { Node } from './node.js';
import type { PartitionHolder } from './partition-holder.js';
import type { PartitionMap, ObjectCounts } from './partition-map.js';
import type { PartitionState } from './partition-state.js';

/** The partitions of one namespace of a node that is in a cluster. */
export class NodePartitions {
  readonly holder: PartitionHolder;
  /** Replaced whenever the nodes of the cluster have settled anew who has what. */
  map!: PartitionMap;

  constructor(node: Node, namespace: Namespace) {
    this.holder = { node, namespace, copies: [] };
    namespace.onChange((before, after, tombstone) => {
      this.#replicate((after ?? before ?? tombstone) as StoredRecord, after ?? tombstone);
    });
  }

  /** The partition of a record. */
  stateOf(digest: Buffer): PartitionState {
    return this.map.state(partitionId(digest));
  }

  state(partition: number): PartitionState {
    return this.map.state(partition);
  }

  /** True while this node accepts the writes of a partition. */
  isMaster(partition: number): boolean {
    return this.map.state(partition).master === this.holder;
  }

  get bitmaps(): readonly string[] {
    return this.map.bitmaps(this.holder);
  }

  get pendingMoves(): { readonly incoming: number; readonly outgoing: number } {
    return this.map.pendingMoves(this.holder);
  }

  get objects(): ObjectCounts {
    return this.map.countObjects(this.holder);
  }

  #replicate({ digest }: StoredRecord, after: StoredRecord | undefined): void {
    const state = this.stateOf(digest);
    if (state.master === this.holder) replicate(state, digest, after);
  }
}
