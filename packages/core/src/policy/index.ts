/** Policies and their constants. */
export { type AdminPolicy, type InfoPolicy } from './admin-policy.js';
export { type BasePolicy } from './base-policy.js';
export {
  BATCH_CONCURRENCY_PARALLEL,
  BATCH_CONCURRENCY_SEQUENTIAL,
  type BatchConcurrency,
} from './batch-concurrency.js';
export {
  type BatchPolicy,
  type BatchReadPolicy,
  type BatchApplyPolicy,
  type BatchRemovePolicy,
  type BatchWritePolicy,
} from './batch-policy.js';
export {
  type CommitLevel,
  POLICY_COMMIT_LEVEL_ALL,
  POLICY_COMMIT_LEVEL_MASTER,
} from './commit-level.js';
export {
  type ExistsPolicy,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
} from './exists.js';
export {
  type GenPolicy,
  MAX_GENERATION,
  POLICY_GEN_EQ,
  POLICY_GEN_GT,
  POLICY_GEN_IGNORE,
} from './generation.js';
export { type KeyPolicy, POLICY_KEY_DIGEST, POLICY_KEY_SEND } from './key.js';
export { type OperatePolicy } from './operate-policy.js';
export {
  QUERY_DURATION_LONG,
  QUERY_DURATION_LONG_RELAX_AP,
  QUERY_DURATION_SHORT,
  type QueryDuration,
} from './query-duration.js';
export { type QueryPolicy } from './query-policy.js';
export {
  POLICY_READ_MODE_AP_ALL,
  POLICY_READ_MODE_AP_ONE,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  READ_TOUCH_TTL_PERCENT_DONT_RESET,
  READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT,
  type ReadModeAp,
  type ReadModeSc,
} from './read-mode.js';
export { type ReadPolicy, type ReadSettings } from './read-policy.js';
export {
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
  type Replica,
} from './replica.js';
export { type TransactionSetting } from './transaction-setting.js';
export {
  TTL_CLIENT_DEFAULT,
  TTL_DONT_UPDATE,
  TTL_NAMESPACE_DEFAULT,
  TTL_NEVER_EXPIRE,
} from './ttl.js';
export {
  type RemoveMeta,
  type RemovePolicy,
  type RemoveSettings,
  type WriteMeta,
  type WritePolicy,
  type WriteSettings,
} from './write-policy.js';
