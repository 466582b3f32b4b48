import { countInternalError } from './counters.js';
import { type ClusterView, newClusterKey } from './cluster-view.js';
import { Migration } from './migration.js';
import type { Node } from './node.js';
import { demote } from './partition-holder.js';
import type { NodePartitions } from './node-partitions.js';
import { PartitionMap } from './partition-map.js';
import { SuccessionCache } from './succession.js';

/**
 * Counts how often nodes came or went. It grows on all nodes alike, cut off or not: clients take a
 * smaller one for a restart.
 */
export interface PeersGeneration {
  peers: number;
}

/**
 * Nodes that reach each other: a cluster, as long as no node is cut off. Whenever nodes come or go, they
 * settle anew who has which partition, and move records accordingly.
 */
export class Island implements ClusterView {
  readonly #migrationDelay: number;
  readonly #generation: PeersGeneration;
  #nodes: readonly Node[] = [];
  /** One for each namespace. */
  #migrations: readonly Migration[] = [];
  readonly #successions = new SuccessionCache();
  key: string = newClusterKey();
  generation = 0;
  rebalanceGeneration = 0;

  /**
   * @param migrationDelay - milliseconds before each of the two steps of a migration.
   */
  constructor(migrationDelay: number, generation: PeersGeneration) {
    this.#migrationDelay = migrationDelay;
    this.#generation = generation;
  }

  get peersGeneration(): number {
    return this.#generation.peers;
  }

  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** Resolves when no more records are to be moved. */
  async migrated(): Promise<void> {
    for (let seen; seen !== this.#migrations;) {
      seen = this.#migrations;
      await Promise.all(seen.map(({ done }) => done));
    }
  }

  /** Other nodes than before reach each other. Records are moved in the background. */
  regroup(nodes: readonly Node[]): void {
    this.close();
    this.#demoteNewcomers(nodes);
    this.#nodes = [...nodes].sort((a, b) => (a.id < b.id ? 1 : -1));
    this.key = newClusterKey();
    this.generation++;
    this.#generation.peers++;
    for (const node of nodes) node.cluster = this;
    if (nodes.length > 0) this.#rebalance();
  }

  /**
   * A node that was on its own has made itself master of all it has. Here others are: what they have
   * acknowledged since must be found while the copies are merged.
   */
  #demoteNewcomers(nodes: readonly Node[]): void {
    if (this.#nodes.length === 0) return;
    const newcomers = nodes.filter((node) => !this.#nodes.includes(node));
    for (const node of newcomers) {
      for (const { holder } of node.partitions?.values() ?? []) demote(holder);
    }
  }

  /** Ends migrations: what was not moved yet stays where it is. */
  close(): void {
    for (const migration of this.#migrations) migration.cancel();
    this.#migrations = [];
  }

  #rebalance(): void {
    this.rebalanceGeneration++;
    const [first] = this.#nodes as [Node];
    const maps = [...first.namespaces.keys()].map((name) => {
      const parts = this.#nodes.map((node) => partitionsOf(node, name));
      const holders = parts.map(({ holder }) => holder);
      const map = new PartitionMap(holders, this.#successions);
      for (const part of parts) part.map = map;
      map.changed();
      return map;
    });
    const failed = (error: unknown): void => countInternalError(first.counters, error);
    this.#migrations = maps.map((map) => new Migration(map, this.#migrationDelay, failed));
  }
}

function partitionsOf(node: Node, namespace: string): NodePartitions {
  return node.partitions?.get(namespace) as NodePartitions;
}
