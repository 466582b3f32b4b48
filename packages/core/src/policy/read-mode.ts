/** Reads ask one replica. */
export const POLICY_READ_MODE_AP_ONE = 0;
/** Reads consult all replicas that may differ (after a split of the cluster). */
export const POLICY_READ_MODE_AP_ALL = 1;

/** How many replicas a read of an AP namespace consults. Default `POLICY_READ_MODE_AP_ONE`. */
export type ReadModeAp = typeof POLICY_READ_MODE_AP_ONE | typeof POLICY_READ_MODE_AP_ALL;

/** Whether a read prolongs the record's life is up to the namespace's configuration. */
export const READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT = 0;
/** A read never prolongs the record's life. */
export const READ_TOUCH_TTL_PERCENT_DONT_RESET = -1;
