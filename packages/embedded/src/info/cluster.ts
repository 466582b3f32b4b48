import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';

const MAX_NAMESPACE_SIZE = 31;
const MAX_SIZE_DIGITS = 3;
const MAX_FLAG_SIZE = 5;

/** Whether the nodes of the cluster have settled. */
export const clusterInfoCommands: InfoCommands = {
  'cluster-stable': clusterStable,
};

/** The part of the statistics that is about the cluster as a whole. */
export function clusterStatistics({ cluster }: Node): Record<string, string | number> {
  return {
    cluster_size: cluster.nodes.length,
    cluster_key: cluster.key,
    cluster_generation: cluster.generation,
    cluster_principal: cluster.nodes[0]?.id ?? '',
    cluster_integrity: 'true',
    cluster_is_member: 'true',
  };
}

/** The part of the statistics that is about partitions on the move. */
export function migrationStatistics(node: Node): Record<string, string | number> {
  return {
    migrate_allowed: 'true',
    migrate_partitions_remaining: countPendingMoves(node, [...node.namespaces.values()]),
  };
}

/** What a namespace has as master and as replica, and what is still to be moved. */
export function replicaStatistics(
  node: Node,
  namespace: Namespace,
): Record<string, string | number> {
  const partitions = node.partitions?.get(namespace.name);
  const { objects } = namespace;
  const counts = partitions?.objects ?? { master: objects, prole: 0, nonReplica: 0 };
  const moves = partitions?.pendingMoves ?? { incoming: 0, outgoing: 0 };
  return {
    ns_cluster_size: node.cluster.nodes.length,
    effective_replication_factor: partitions?.map.replicationFactor ?? 1,
    objects,
    master_objects: counts.master,
    prole_objects: counts.prole,
    non_replica_objects: counts.nonReplica,
    migrate_tx_partitions_remaining: moves.outgoing,
    migrate_rx_partitions_remaining: moves.incoming,
  };
}

/** `cluster-stable:[size=<nodes>];[ignore-migrations=<bool>];[namespace=<name>]` */
function clusterStable(node: Node, params: InfoParams): string {
  const size = params.optional('size', MAX_SIZE_DIGITS);
  if (size !== undefined) {
    if (!/^\d+$/.test(size)) throw new InfoError(ResultCode.PARAMETER, 'bad size');
    if (Number(size) !== node.cluster.nodes.length) throw unstable('cluster not specified size');
  }
  const ignore = params.optional('ignore-migrations', MAX_FLAG_SIZE) ?? 'false';
  if (ignore === 'true') return node.cluster.key;
  if (ignore !== 'false') throw new InfoError(ResultCode.PARAMETER, 'bad ignore migrations');
  if (countPendingMoves(node, observed(node, params)) > 0) throw unstable('unstable cluster');
  return node.cluster.key;
}

/** The namespace that the parameters name, or all. */
function observed(node: Node, params: InfoParams): readonly Namespace[] {
  const name = params.optional('namespace', MAX_NAMESPACE_SIZE);
  if (name === undefined) return [...node.namespaces.values()];
  const namespace = node.namespaces.get(name);
  if (namespace === undefined) {
    throw new InfoError(ResultCode.INVALID_NAMESPACE, 'namespace not found on node');
  }
  return [namespace];
}

function countPendingMoves(node: Node, namespaces: readonly Namespace[]): number {
  return namespaces
    .map(({ name }) => node.partitions?.get(name)?.pendingMoves)
    .reduce((sum, moves) => sum + (moves?.incoming ?? 0) + (moves?.outgoing ?? 0), 0);
}

function unstable(text: string): InfoError {
  return new InfoError(ResultCode.CLUSTER_KEY_MISMATCH, text);
}
