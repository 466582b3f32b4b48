import type { PartitionHolder } from './partition-holder.js';

/** Who has a partition, who serves it, and what is still to be moved. The cluster shares it. */
export class PartitionState {
  readonly id: number;
  /** All nodes of the cluster, in the order of succession. */
  readonly nodes: readonly PartitionHolder[];
  /** The first of them: these have the partition in the end, the first one as its master. */
  readonly replicas: readonly PartitionHolder[];
  /** Accepts the writes now: the final master, or another node until that has all records. */
  master: PartitionHolder;
  /** May have records that the acting master does not have. */
  variants: readonly PartitionHolder[];
  /** Have records that the final master still needs. */
  sources: readonly PartitionHolder[];
  /** Replicas that still need records from the final master. */
  targets: readonly PartitionHolder[];

  constructor(
    id: number,
    nodes: readonly PartitionHolder[],
    factor: number,
    moves: Pick<PartitionState, 'master' | 'variants' | 'sources' | 'targets'>,
  ) {
    this.id = id;
    this.nodes = nodes;
    this.replicas = nodes.slice(0, factor);
    this.master = moves.master;
    this.variants = moves.variants;
    this.sources = moves.sources;
    this.targets = moves.targets;
  }

  get finalMaster(): PartitionHolder {
    return this.replicas[0] as PartitionHolder;
  }

  get isSettled(): boolean {
    return this.sources.length === 0 && this.targets.length === 0;
  }

  /** True for a replica that does not have all records yet. */
  needsRecords(holder: PartitionHolder): boolean {
    if (holder === this.finalMaster) return this.sources.length > 0;
    return this.targets.includes(holder);
  }

  /** The node that answers a read which came to a node: itself, if it is a complete replica. */
  reader(asked: PartitionHolder): PartitionHolder {
    const isReplica = this.replicas.indexOf(asked) > 0 && !this.needsRecords(asked);
    return isReplica ? asked : this.master;
  }

  /** Whether queries find all records of the partition on a node. */
  isComplete(holder: PartitionHolder): boolean {
    if (this.needsRecords(holder)) return false;
    if (this.replicas.includes(holder)) return true;
    return holder === this.master && this.variants.length === 0;
  }

  /**
   * Whether a node tells clients that it has a column of the partition: 0 for the master, then the
   * replicas. The acting master stands in for itself and for those that are not complete.
   */
  owns(holder: PartitionHolder, column: number): boolean {
    const position = this.replicas.indexOf(holder);
    if (holder !== this.master) {
      return position > 0 && position === column && !this.needsRecords(holder);
    }
    const replica = this.replicas[column];
    return column === 0 || position === column || (!!replica && this.needsRecords(replica));
  }

  /** Moves from a node to others that are still to come. */
  emigrations(holder: PartitionHolder): number {
    const fills = holder === this.finalMaster ? this.targets.length : 0;
    return fills + (this.sources.includes(holder) ? 1 : 0);
  }

  /** Moves to a node that are still to come. */
  immigrations(holder: PartitionHolder): number {
    if (holder === this.finalMaster) return this.sources.length;
    return this.targets.includes(holder) ? 1 : 0;
  }
}
