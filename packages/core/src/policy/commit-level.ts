/** The write returns when all replicas have it. */
export const POLICY_COMMIT_LEVEL_ALL = 0;
/** The write returns when the master has it. */
export const POLICY_COMMIT_LEVEL_MASTER = 1;

/** When a write returns. Default `POLICY_COMMIT_LEVEL_ALL`. */
export type CommitLevel = typeof POLICY_COMMIT_LEVEL_ALL | typeof POLICY_COMMIT_LEVEL_MASTER;
