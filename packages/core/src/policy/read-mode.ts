/** Reads ask one replica. */
export const POLICY_READ_MODE_AP_ONE = 0;
/** Reads consult all replicas that may differ (after a split of the cluster). */
export const POLICY_READ_MODE_AP_ALL = 1;

/** How many replicas a read of an AP namespace consults. Default `POLICY_READ_MODE_AP_ONE`. */
export type ReadModeAp = typeof POLICY_READ_MODE_AP_ONE | typeof POLICY_READ_MODE_AP_ALL;

/** Reads see what this client has written or read before, at least. */
export const POLICY_READ_MODE_SC_SESSION = 0;
/** Reads see everything that anybody has written before; they ask all replicas. */
export const POLICY_READ_MODE_SC_LINEARIZE = 1;
/** Reads may ask any replica, and may see what is about to be replaced. */
export const POLICY_READ_MODE_SC_ALLOW_REPLICA = 2;
/** The same, and partitions that are unavailable may answer, too. */
export const POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE = 3;

/**
 * What a read of a namespace with strong consistency guarantees. Default
 * `POLICY_READ_MODE_SC_SESSION`.
 */
export type ReadModeSc =
  | typeof POLICY_READ_MODE_SC_SESSION
  | typeof POLICY_READ_MODE_SC_LINEARIZE
  | typeof POLICY_READ_MODE_SC_ALLOW_REPLICA
  | typeof POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE;

/** Whether a read prolongs the record's life is up to the namespace's configuration. */
export const READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT = 0;
/** A read never prolongs the record's life. */
export const READ_TOUCH_TTL_PERCENT_DONT_RESET = -1;
