import { POLICY_REPLICA_MASTER, type Replica } from '../../../policy/replica.js';
import type { BatchCommand, BatchRow } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import type { Cluster } from '../cluster/cluster.js';
import { replicaOfRead } from '../cluster/route-key.js';

/** Which copy of a record a row goes to. */
export function replicaOfRow(
  cluster: Cluster,
  row: BatchRow,
  { replica, readModeSc }: BatchCommand['policy'],
): Replica {
  if (isWrite(row)) return POLICY_REPLICA_MASTER;
  const { key, policy } = row;
  const readMode = 'readModeSc' in policy ? policy.readModeSc : readModeSc;
  return replicaOfRead(cluster, key.namespace, replica, readMode);
}
