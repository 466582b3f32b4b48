import { decodePartitionBitmap, type NamespaceReplicas, PARTITION_COUNT } from '@aeroform/protocol';
import { type Node, UNKNOWN_GENERATION } from './node.js';

/** A partition of a namespace. */
export interface PartitionName {
  readonly namespace: string;
  readonly partitionId: number;
}

/** Who owns the partitions of one namespace: for each replica, a node for each partition. */
interface NamespacePartitions {
  /** Whether the namespace has strong consistency: only such ones count regimes. */
  isStrong: boolean;
  /** How many copies of its records each node tells of: nodes learn one by one that the number changed. */
  readonly copies: Map<Node, number>;
  readonly owners: (Node | undefined)[][];
  /** The newest regime seen of each partition; an answer of an older one is stale. */
  readonly regimes: Uint32Array;
}

/** Which node owns which partition, as the nodes themselves tell. */
export class PartitionMap {
  readonly #namespaces = new Map<string, NamespacePartitions>();
  /** The one that was asked for last, which most commands are about. */
  #lastName: string | undefined;
  #last: NamespacePartitions | undefined;

  /** Namespaces that any node told of. */
  get namespaces(): string[] {
    return [...this.#namespaces.keys()];
  }

  has(namespace: string): boolean {
    return this.#namespaces.has(namespace);
  }

  /** How many copies of each record there are. */
  replicaCount(namespace: string): number {
    return this.#find(namespace)?.owners.length ?? 0;
  }

  /** Whether a namespace has strong consistency. */
  isStrong(namespace: string): boolean {
    return this.#find(namespace)?.isStrong ?? false;
  }

  /** The owner of a partition; replica 0 is the master. */
  owner(namespace: string, partitionId: number, replica: number): Node | undefined {
    return this.#find(namespace)?.owners[replica]?.[partitionId];
  }

  /**
   * Takes over what a node says of itself. What it owned before and no longer claims stays its own
   * until the new owner speaks up: the old one forwards commands meanwhile.
   *
   * Answers may come in another order than the changes they tell of: a node that a partition is taken
   * from is asked again at the next look, and gets it back if it still claims it then.
   *
   * @returns whether it claims any partition.
   */
  update(node: Node, answer: readonly NamespaceReplicas[]): boolean {
    let isOwner = false;
    for (const { namespace, regime, bitmaps } of answer) {
      const partitions = this.#namespaceOf(namespace);
      if (partitions.copies.size === 0) beginAnew(partitions);
      partitions.copies.set(node, bitmaps.length);
      fitCopies(partitions);
      partitions.isStrong ||= regime !== 0;
      bitmaps.forEach((bitmap, replica) => {
        const owners = partitions.owners[replica] as (Node | undefined)[];
        decodePartitionBitmap(bitmap, (id) => {
          isOwner = true;
          if (regime < (partitions.regimes[id] as number)) return;
          partitions.regimes[id] = regime;
          const former = owners[id];
          if (former === node) return;
          owners[id] = node;
          if (former !== undefined) former.tending.partitionGeneration = UNKNOWN_GENERATION;
        });
      });
    }
    return isOwner;
  }

  /** Forgets a node that left. */
  remove(node: Node): void {
    for (const partitions of this.#namespaces.values()) {
      for (const replica of partitions.owners) forget(replica, node);
      if (partitions.copies.delete(node)) fitCopies(partitions);
    }
  }

  /** A namespace that is known stays known. */
  #find(namespace: string): NamespacePartitions | undefined {
    if (namespace === this.#lastName) return this.#last;
    const found = this.#namespaces.get(namespace);
    if (found === undefined) return undefined;
    this.#lastName = namespace;
    this.#last = found;
    return found;
  }

  #namespaceOf(namespace: string): NamespacePartitions {
    let partitions = this.#namespaces.get(namespace);
    if (partitions === undefined) {
      const regimes = new Uint32Array(PARTITION_COUNT);
      partitions = { isStrong: false, copies: new Map(), owners: [], regimes };
      this.#namespaces.set(namespace, partitions);
    }
    return partitions;
  }
}

/** Nobody is left who told of the namespace: who does so now may belong to another cluster. */
function beginAnew(partitions: NamespacePartitions): void {
  partitions.isStrong = false;
  partitions.regimes.fill(0);
}

/** The most replicas that a node tells of. */
function fitCopies({ copies, owners }: NamespacePartitions): void {
  if (copies.size === 0) return;
  const count = Math.max(...copies.values());
  if (owners.length > count) owners.length = count;
  while (owners.length < count) {
    owners.push(new Array<Node | undefined>(PARTITION_COUNT).fill(undefined));
  }
}

function forget(replica: (Node | undefined)[], node: Node): void {
  for (let id = 0; id < PARTITION_COUNT; id++) {
    if (replica[id] === node) replica[id] = undefined;
  }
}
