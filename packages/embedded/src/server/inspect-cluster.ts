import type { Node } from '../cluster/node.js';
import type { ClusterMembership } from './cluster-membership.js';
import type { ClusterNode, ClusterNodeState } from './cluster-node.js';
import type { Inspection } from '../inspection/inspection.js';

/** What a cluster holds, see `EmbeddedCluster.inspect`. */
export interface ClusterInspection {
  /** Changes with every node that comes or goes. */
  readonly clusterKey: string;
  /** How many nodes run and are not cut off. */
  readonly size: number;
  /** Records by namespace, each counted once however many nodes have it. */
  readonly objects: Readonly<Record<string, number>>;
  /** Moves of partitions from node to node that are still to come. */
  readonly migrationsRemaining: number;
  /** One for each node, stopped ones too. */
  readonly nodes: readonly ClusterNodeInspection[];
}

/** What a node of a cluster holds and did. */
export interface ClusterNodeInspection {
  readonly index: number;
  readonly state: ClusterNodeState;
  /** 0 before the first start. */
  readonly port: number;
  /** The rest is undefined while the node is stopped. */
  readonly id: string | undefined;
  /** Partitions that the node accepts the writes of, by namespace. */
  readonly masterPartitions: Readonly<Record<string, number>> | undefined;
  /** Partitions that it has as master or another replica, complete or not, by namespace. */
  readonly replicaPartitions: Readonly<Record<string, number>> | undefined;
  readonly server: Inspection | undefined;
}

export function inspectCluster({ main, nodes }: ClusterMembership): ClusterInspection {
  return {
    clusterKey: main.key,
    size: main.nodes.length,
    objects: countObjects(main.nodes),
    migrationsRemaining: main.nodes.reduce((sum, node) => sum + pendingMoves(node), 0),
    nodes: nodes.map(inspectNode),
  };
}

function inspectNode(each: ClusterNode): ClusterNodeInspection {
  const { index, state, port } = each;
  const nothing = { masterPartitions: undefined, replicaPartitions: undefined, server: undefined };
  if (state === 'stopped') return { index, state, port, id: undefined, ...nothing };
  const { node, served } = each;
  return {
    index,
    state,
    port,
    id: node.id,
    masterPartitions: countPartitions(node, 'master'),
    replicaPartitions: countPartitions(node, 'replicas'),
    server: served.inspect(),
  };
}

function countPartitions(
  node: Node,
  role: 'master' | 'replicas',
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...(node.partitions ?? [])].map(([name, { map, holder }]) => [
      name,
      map.states.filter((state) => [state[role]].flat().includes(holder)).length,
    ]),
  );
}

function countObjects(nodes: readonly Node[]): Readonly<Record<string, number>> {
  const objects: Record<string, number> = {};
  for (const [name, { objects: counts }] of nodes.flatMap((node) => [...(node.partitions ?? [])])) {
    objects[name] = (objects[name] ?? 0) + counts.master;
  }
  return objects;
}

function pendingMoves(node: Node): number {
  return [...(node.partitions?.values() ?? [])].reduce(
    (sum, { pendingMoves: { incoming } }) => sum + incoming,
    0,
  );
}
