import type { Replica } from '../../../policy/replica.js';
import type { BatchCommand, BatchRow } from '../../driver.js';
import type { Cluster } from '../cluster/cluster.js';
import { replicaOfRead } from '../cluster/route-key.js';

/** Which copy of a record a row that reads goes to. */
export function replicaOfRow(
  cluster: Cluster,
  row: BatchRow,
  { replica, readModeSc }: BatchCommand['policy'],
): Replica {
  const { key, policy } = row;
  const readMode = 'readModeSc' in policy ? policy.readModeSc : readModeSc;
  return replicaOfRead(cluster, key.namespace, replica, readMode);
}
