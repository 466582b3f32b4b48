import { encodePartitionBitmap, PARTITION_COUNT } from '@aeroform/protocol';
import { balancePartition } from './balance-partition.js';
import type { PartitionHolder } from './partition-holder.js';
import type { PartitionState } from './partition-state.js';
import type { RankedNode, SuccessionCache } from './succession.js';

/** The partitions of a namespace, as the nodes of a cluster have settled them. */
export class PartitionMap {
  readonly holders: readonly PartitionHolder[];
  /** Replicas of each partition: the configured number, or as many as there are nodes. */
  readonly replicationFactor: number;
  /** By partition id. */
  readonly states: readonly PartitionState[];
  /** What each node tells clients, until it changes. */
  readonly #bitmaps = new Map<PartitionHolder, readonly string[]>();

  /** @param holders - the namespace on each node, in the order of the nodes' succession. */
  constructor(holders: readonly PartitionHolder[], cache: SuccessionCache) {
    this.holders = holders;
    const factor = Math.max(...holders.map(({ namespace }) => namespace.options.replicationFactor));
    const active = holders.filter(({ node }) => !node.isQuiesced);
    const ranked = active.length > 0 ? active : holders;
    const others = holders.filter((holder) => !ranked.includes(holder));
    this.replicationFactor = Math.min(factor, ranked.length);
    this.states = cache.lists(ranked.map(rank), this.replicationFactor).map((list, id) => {
      const nodes = list.map((index) => ranked[index] as PartitionHolder);
      return balancePartition(id, [...nodes, ...others], this.replicationFactor);
    });
  }

  state(id: number): PartitionState {
    return this.states[id] as PartitionState;
  }

  /** For each column a base64 bitmap of the partitions that a node owns. */
  bitmaps(holder: PartitionHolder): readonly string[] {
    let bitmaps = this.#bitmaps.get(holder);
    if (bitmaps === undefined) {
      bitmaps = Array.from({ length: this.replicationFactor }, (_, column) =>
        encodePartitionBitmap((id) => this.state(id).owns(holder, column)),
      );
      this.#bitmaps.set(holder, bitmaps);
    }
    return bitmaps;
  }

  /** To be called after the owners of a partition have changed: clients are told anew. */
  changed(): void {
    if (this.#bitmaps.size > 0) this.#bitmaps.clear();
    for (const { node } of this.holders) node.partitionGeneration++;
  }

  /** Moves to and from a node that are still to come. */
  pendingMoves(holder: PartitionHolder): { readonly incoming: number; readonly outgoing: number } {
    let [incoming, outgoing] = [0, 0];
    for (const state of this.states) {
      if (state.isSettled) continue;
      incoming += state.immigrations(holder);
      outgoing += state.emigrations(holder);
    }
    return { incoming, outgoing };
  }

  /** Records that a node has as master, as another replica, and otherwise. */
  countObjects(holder: PartitionHolder): ObjectCounts {
    const counts = { master: 0, prole: 0, nonReplica: 0 };
    for (let id = 0; id < PARTITION_COUNT; id++) {
      const { size } = holder.namespace.partition(id);
      if (size === 0) continue;
      const { master, replicas } = this.state(id);
      if (master === holder) counts.master += size;
      else if (replicas.includes(holder)) counts.prole += size;
      else counts.nonReplica += size;
    }
    return counts;
  }
}

/** Records of a node by what it is to their partitions. */
export interface ObjectCounts {
  readonly master: number;
  readonly prole: number;
  readonly nonReplica: number;
}

function rank({ node, namespace }: PartitionHolder): RankedNode {
  return { id: node.id, rackId: namespace.options.rackId };
}
