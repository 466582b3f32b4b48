/** Reads and writes go to the node that holds the master copy, and to no other. */
export const POLICY_REPLICA_MASTER = 0;
/**
 * Reads go to the master; retries to the other replicas, one after the other. Writes go to them only
 * when the master cannot be reached, to be passed on.
 */
export const POLICY_REPLICA_SEQUENCE = 1;
/**
 * Reads go to a copy on the client's own rack (`config.rackIds`), when there is one; retries to the
 * other copies. Writes as with `POLICY_REPLICA_SEQUENCE`.
 */
export const POLICY_REPLICA_PREFER_RACK = 2;
/** Reads go to the master and the other copies in turn; writes to the master alone. */
export const POLICY_REPLICA_ANY = 3;
/**
 * Reads go to all nodes in turn: for namespaces of which each node has all records. Writes go to the
 * master alone.
 */
export const POLICY_REPLICA_RANDOM = 4;

/**
 * Which copy of a record is read, and which is written when the master cannot be reached. Default
 * `POLICY_REPLICA_SEQUENCE`, which also holds for writes whose policy has no such field.
 */
export type Replica =
  | typeof POLICY_REPLICA_MASTER
  | typeof POLICY_REPLICA_SEQUENCE
  | typeof POLICY_REPLICA_PREFER_RACK
  | typeof POLICY_REPLICA_ANY
  | typeof POLICY_REPLICA_RANDOM;
