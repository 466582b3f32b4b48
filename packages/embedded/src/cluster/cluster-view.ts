import { randomBytes } from 'node:crypto';
import type { Node } from './node.js';

/** What a node knows of the cluster that it is in. */
export interface ClusterView {
  /** Changes with every node that comes or goes; 12 hexadecimal digits at most. */
  readonly key: string;
  /** All nodes of the cluster, the one with the highest id first: it is the principal. */
  readonly nodes: readonly Node[];
  /** How often nodes came or went. */
  readonly generation: number;
  /** Grows with every node that comes or goes, as clients are told. */
  readonly peersGeneration: number;
  /** How often the nodes settled anew who has which partition. */
  readonly rebalanceGeneration: number;
}

/** A key that no other cluster has. */
export function newClusterKey(): string {
  return randomBytes(6).toString('hex').toUpperCase().replace(/^0+/, '');
}

/** The view of a node that is alone and stays alone. */
export function soloView(node: Node): ClusterView {
  return {
    key: newClusterKey(),
    nodes: [node],
    generation: 1,
    peersGeneration: 0,
    rebalanceGeneration: 1,
  };
}
