import { ResultCode } from '@aeroform/protocol';
import { UnsupportedByDriverError } from '../../../error/client-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { ResolvedKey } from '../../../key/resolve-key.js';
import {
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  type Replica,
} from '../../../policy/replica.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';

/**
 * The node that serves a record.
 *
 * @param attempt - from 0; later attempts of a read go to the next replica.
 * @throws when the namespace is unknown, or no node owns the partition at the moment.
 */
export function routeKey(
  cluster: Cluster,
  key: ResolvedKey,
  replica: Replica,
  attempt: number,
): Node {
  if (replica === POLICY_REPLICA_PREFER_RACK) {
    throw new UnsupportedByDriverError(
      'policy.replica POLICY_REPLICA_PREFER_RACK is not supported yet: the client knows no racks. ' +
        'Use POLICY_REPLICA_SEQUENCE',
    );
  }
  const { partitions } = cluster;
  const { namespace, partitionId } = key;
  const replicas = replica === POLICY_REPLICA_MASTER ? 1 : partitions.replicaCount(namespace);
  for (let i = 0; i < replicas; i++) {
    const node = partitions.owner(namespace, partitionId, (attempt + i) % replicas);
    if (node !== undefined) return node;
  }
  if (!partitions.has(namespace)) throw unknownNamespace(cluster, namespace);
  throw new ClusterError(`No node owns partition ${partitionId} of namespace ${namespace}.`, {
    code: 'PARTITION_WITHOUT_NODE',
  });
}

/** A cluster without nodes tells of no namespaces, and that is no fault of the caller. */
export function unknownNamespace(cluster: Cluster, namespace: string): Error {
  if (cluster.nodes.length === 0) return new ClusterError('No node of the cluster can be reached.');
  const known = cluster.partitions.namespaces.join(', ');
  return errorFromResultCode(ResultCode.INVALID_NAMESPACE, {
    detail: `"${namespace}"; the cluster has ${known}`,
  });
}
