/** Reads go to the node that holds the master copy. */
export const POLICY_REPLICA_MASTER = 0;
/** Reads go to the master; retries to the other replicas, one after the other. */
export const POLICY_REPLICA_SEQUENCE = 1;
/** Reads go to a replica on the client's own rack, when there is one. */
export const POLICY_REPLICA_PREFER_RACK = 2;

/** Which copy of a record is read. Default `POLICY_REPLICA_SEQUENCE`. */
export type Replica =
  | typeof POLICY_REPLICA_MASTER
  | typeof POLICY_REPLICA_SEQUENCE
  | typeof POLICY_REPLICA_PREFER_RACK;
