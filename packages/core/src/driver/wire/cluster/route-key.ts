import { ResultCode } from '@aeroform/protocol';
import { InvalidArgError } from '../../../error/argument-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { ResolvedKey } from '../../../key/resolve-key.js';
import {
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  type ReadModeSc,
} from '../../../policy/read-mode.js';
import {
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
  type Replica,
} from '../../../policy/replica.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';
import { ownerOnRack } from './owner-on-rack.js';
import type { PartitionName } from './partition-map.js';

/**
 * The node that serves a read of a record.
 *
 * @param attempt - from 0; later attempts go to the next replica.
 * @throws when the namespace is unknown, no node owns the partition at the moment, or those that do
 * had too many errors.
 */
export function routeKey(
  cluster: Cluster,
  key: ResolvedKey,
  replica: Replica,
  attempt: number,
): Node {
  return expectUsable(cluster, key, chooseOwner(cluster, key, replica, attempt));
}

/** Writes go to other copies when the master cannot be reached, as the public clients do it. */
const IN_SEQUENCE: ReadonlySet<Replica> = new Set([
  POLICY_REPLICA_SEQUENCE,
  POLICY_REPLICA_PREFER_RACK,
]);

/**
 * The node that takes a write: the master, and when it cannot be reached one with another copy. That
 * one passes the write on, or is the master by now, of which the client has yet to hear. An open circuit
 * does not lead to it: the load would go to the same master, over one more node.
 *
 * @param replica - of the policy; the master alone unless it is SEQUENCE or PREFER_RACK.
 * @param lost - attempts so far that could not reach their node. Time-outs are none: they do not tell
 * that there is another master.
 * @throws as {@link routeKey} does.
 */
export function routeWrite(
  cluster: Cluster,
  key: ResolvedKey,
  replica: Replica,
  lost: number,
): Node {
  const step = lost > 0 && IN_SEQUENCE.has(replica) ? lost : 0;
  return expectUsable(cluster, key, ownerFrom(cluster, key, step));
}

/**
 * The node that serves a partition, undefined when none does; one with too many errors only when all
 * have them.
 *
 * @throws {InvalidArgError} when racks are preferred and the client knows none.
 */
export function chooseOwner(
  cluster: Cluster,
  partition: PartitionName,
  replica: Replica,
  attempt: number,
): Node | undefined {
  if (replica === POLICY_REPLICA_PREFER_RACK) {
    expectRacks(cluster, replica);
    return ownerOnRack(cluster, partition, attempt);
  }
  if (replica === POLICY_REPLICA_RANDOM) return anyNode(cluster, partition);
  if (replica === POLICY_REPLICA_MASTER) return ownerFrom(cluster, partition, 0);
  const { partitions } = cluster;
  const { namespace, partitionId } = partition;
  const replicas = partitions.replicaCount(namespace);
  const first = replica === POLICY_REPLICA_ANY ? cluster.nextTurn() : attempt;
  let tripped: Node | undefined;
  for (let i = 0; i < replicas; i++) {
    const node = partitions.owner(namespace, partitionId, (first + i) % replicas);
    if (node === undefined) continue;
    if (!node.breaker.isOpen) return node;
    tripped ??= node;
  }
  return tripped;
}

/**
 * The first known owner from this copy on; 0 is the master. Until the new master of a partition has
 * spoken up, those with a copy pass on what they get.
 */
function ownerFrom(
  { partitions }: Cluster,
  { namespace, partitionId }: PartitionName,
  first: number,
): Node | undefined {
  const replicas = partitions.replicaCount(namespace);
  for (let i = 0; i < replicas; i++) {
    const node = partitions.owner(namespace, partitionId, (first + i) % replicas);
    if (node !== undefined) return node;
  }
  return undefined;
}

/** @throws when there is none, or it had too many errors. */
function expectUsable(cluster: Cluster, key: ResolvedKey, node: Node | undefined): Node {
  if (node === undefined) throw noOwner(cluster, key);
  if (node.breaker.isOpen) throw node.breaker.refusal();
  return node;
}

/** Reads that other copies than the master may answer in a namespace with strong consistency. */
const RELAXED: ReadonlySet<ReadModeSc> = new Set([
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
]);

/**
 * Which copy of a record a read goes to. With strong consistency what a session or a linearized read
 * promises only the master can keep, at every attempt.
 */
export function replicaOfRead(
  { partitions }: Cluster,
  namespace: string,
  replica: Replica,
  readModeSc: ReadModeSc,
): Replica {
  if (RELAXED.has(readModeSc) || !partitions.isStrong(namespace)) return replica;
  return POLICY_REPLICA_MASTER;
}

/** @throws {InvalidArgError} when racks are preferred and the client knows none. */
export function expectRacks({ rackIds }: Pick<Cluster, 'rackIds'>, replica: Replica): void {
  if (replica !== POLICY_REPLICA_PREFER_RACK || rackIds.length > 0) return;
  throw new InvalidArgError(
    'policy.replica POLICY_REPLICA_PREFER_RACK needs to know the rack of the client; ' +
      'give it in config.rackId or config.rackIds, or use POLICY_REPLICA_SEQUENCE',
    { argument: 'policy.replica' },
  );
}

/** A cluster without nodes tells of no namespaces, and that is no fault of the caller. */
export function unknownNamespace(cluster: Cluster, namespace: string): Error {
  if (cluster.nodes.length === 0) return new ClusterError('No node of the cluster can be reached.');
  const known = cluster.partitions.namespaces.join(', ');
  return errorFromResultCode(ResultCode.INVALID_NAMESPACE, {
    detail: `"${namespace}"; the cluster has ${known}`,
  });
}

function noOwner(cluster: Cluster, { namespace, partitionId }: PartitionName): Error {
  if (!cluster.partitions.has(namespace)) return unknownNamespace(cluster, namespace);
  return new ClusterError(`No node owns partition ${partitionId} of namespace ${namespace}.`, {
    code: 'PARTITION_WITHOUT_NODE',
  });
}

/** All nodes in turn: those without the record fetch it. */
function anyNode(cluster: Cluster, { namespace }: PartitionName): Node | undefined {
  if (!cluster.partitions.has(namespace)) return undefined;
  const { nodes } = cluster;
  const usable = nodes.filter((node) => node.tending.failures === 0 && !node.breaker.isOpen);
  const candidates = usable.length > 0 ? usable : nodes;
  return candidates[cluster.nextTurn() % candidates.length];
}
