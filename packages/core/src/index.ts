/**
 * A complete Aerospike client: `createClient(config).connect()`.
 *
 * @packageDocumentation
 */
export * from './error/index.js';
export { MAX_BIN_NAME_BYTES } from './value/bin-name.js';
export { type BinValue, type Bins } from './value/bin-value.js';
export {
  CDT_INFINITY,
  CDT_WILDCARD,
  CdtInfinity,
  CdtWildcard,
  type ComparisonValue,
} from './value/comparison-value.js';
export { Double, double } from './value/double.js';
export { GeoJson, geojson } from './value/geojson.js';
export { Hll } from './value/hll.js';
export type { Key, PreparedKey, RecordKey } from './key/key.js';
export { keyDigest } from './key/key-digest.js';
export { prepareKey } from './key/prepare-key.js';
export {
  type AerospikeRecord,
  type ExistsResult,
  type OperateOrderedResult,
  type OperateResult,
  type OrderedBin,
  type RecordMetadata,
  TTL_NEVER,
} from './record/record.js';
export type { UserKey } from './key/key.js';
export { keepShape } from './engine/keep-shape.js';
export * from './policy/index.js';
export * from './cdt/index.js';
export * from './operation/index.js';
export * as ctx from './expression/ctx.js';
export * as exp from './expression/index.js';
export {
  type AnyExpression,
  type CallNode,
  type Expression,
  type ExpressionNode,
  type ExpressionPart,
  type RawText,
  isExpression,
} from './expression/expression.js';
export {
  EXP_TYPE_BLOB,
  EXP_TYPE_BOOL,
  EXP_TYPE_FLOAT,
  EXP_TYPE_GEO,
  EXP_TYPE_HLL,
  EXP_TYPE_INT,
  EXP_TYPE_LIST,
  EXP_TYPE_MAP,
  EXP_TYPE_NIL,
  EXP_TYPE_STRING,
  type ExpressionKind,
  type ExpressionKinds,
  type ExpressionTypeCode,
} from './expression/expression-kind.js';
export {
  REGEX_EXTENDED,
  REGEX_ICASE,
  REGEX_NEWLINE,
  REGEX_NONE,
  REGEX_NOSUB,
} from './expression/regex-flag.js';
export {
  LOOP_VAR_INDEX,
  LOOP_VAR_KEY,
  LOOP_VAR_VALUE,
  type LoopVarContent,
  type LoopVarPart,
} from './expression/loop-variable.js';
export {
  PATH_MODIFY_DEFAULT,
  PATH_MODIFY_NO_FAIL,
  PATH_SELECT_MAP_KEY,
  PATH_SELECT_MAP_KEY_VALUE,
  PATH_SELECT_MATCHING_TREE,
  PATH_SELECT_NO_FAIL,
  PATH_SELECT_VALUE,
} from './expression/path-flag.js';
export { type PathTypeCode } from './expression/path.js';
export { type PathStep, type SelectionStep } from './expression/path-step.js';
export { type ExpressionDefinition } from './expression/control.js';
export * as predicates from './predicate/index.js';
export {
  type IndexedSource,
  type Predicate,
  type PredicateOptions,
  type PredicateValue,
} from './predicate/predicate.js';
export {
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
  type IndexType,
} from './sindex/index-type.js';
export { type IndexNodeStatus, type IndexStatus } from './sindex/index-status.js';
export {
  type ExpressionIndexPolicy,
  type IndexCollectionName,
  type IndexPolicy,
  type IndexWaitPolicy,
} from './sindex/index-policy.js';
export { type GeoArgument, type GeoPredicateOptions } from './predicate/predicates.js';

// ---------------------------------------------------------------------------------------------------
// Client, batch and query
export { createClient } from './client/create-client.js';
export { AerospikeClient } from './client/aerospike-client.js';
export {
  type ClientConfig,
  type DefaultPolicies,
  type DriverName,
  type Host,
} from './client/client-config.js';
export { type ConnectOptions } from './client/connect-options.js';
export { type Pem, type TlsConfig } from './client/tls-config.js';
export {
  AUTH_EXTERNAL,
  AUTH_EXTERNAL_INSECURE,
  AUTH_INTERNAL,
  AUTH_PKI,
  type AuthMode,
  type AuthModeName,
} from './driver/auth-mode.js';
export { Query } from './command/query.js';
export type { BackgroundJob, JobProgress, JobWaitOptions } from './query/background-job.js';
export { type Page, type PageRequest } from './command/query-page.js';
export { type InfoNodeResult } from './command/info.js';
export {
  type ExpressionIndexArguments,
  type IndexArguments,
  type IndexTypeFor,
  type IndexTypeOf,
} from './command/create-sindex.js';
export { type BatchWriteItem } from './command/batch-write.js';
export {
  batchEntry,
  type BatchApplyEntry,
  type BatchEntry,
  type BatchOperateEntry,
  type BatchReadEntry,
  type BatchRemoveEntry,
  type BatchWriteEntry,
  type BatchWriteOptions,
} from './batch/batch-entry.js';
export { type BatchApplyItem, type BatchApplyMeta } from './command/batch-apply.js';
export { type BatchRemoveItem } from './command/batch-remove.js';
export {
  type BytesInput,
  type ColumnInput,
  type ColumnInputs,
} from './command/batch-write-columns.js';
export type { ArrowModule, ArrowTable } from './batch/columns/arrow-table.js';
export type {
  BytesColumn,
  ColumnArray,
  ColumnSchema,
  ColumnType,
  NumberArray,
  NumberType,
  VectorColumn,
} from './batch/columns/column-type.js';
export { fromHalf, toHalf } from './batch/columns/half-float.js';
export type { BatchColumns } from './batch/columns/read-columns.js';
export { RecordMap } from './batch/record-map.js';
export { BatchReadHandle } from './batch/batch-read-handle.js';
export { BatchRecord } from './batch/batch-record.js';
export { type BatchWriteResult } from './batch/batch-write-result.js';
export {
  type PartitionFilter,
  partitionFilterAfter,
  partitionFilterAll,
  partitionFilterById,
  partitionFilterByRange,
} from './query/partition-filter.js';
export { type TransactionOptions } from './command/begin-transaction.js';
export { type RunTransactionOptions } from './command/run-transaction.js';
export { type Transaction, type TransactionEndOptions } from './transaction/transaction.js';
export { type CommitFailure } from './error/transaction-error.js';
export type {
  AbortStatus,
  CommitStatus,
  TransactionState,
} from './transaction/transaction-status.js';
export { type UdfSource } from './command/udf.js';
export { UDF_TYPE_LUA, type UdfModule, type UdfType } from './udf/udf-module.js';
export { type SetIndexInfo, type SindexInfo } from './sindex/sindex-info.js';
export { type Feature, type FeatureNeeds, FEATURES } from './server/feature.js';
export { type ServerVersion } from './server/server-version.js';

// ---------------------------------------------------------------------------------------------------
// Users and roles
export {
  PRIV_DATA_ADMIN,
  PRIV_MASKING_ADMIN,
  PRIV_READ,
  PRIV_READ_MASKED,
  PRIV_READ_WRITE,
  PRIV_READ_WRITE_UDF,
  PRIV_SINDEX_ADMIN,
  PRIV_SYS_ADMIN,
  PRIV_TRUNCATE,
  PRIV_UDF_ADMIN,
  PRIV_USER_ADMIN,
  PRIV_WRITE,
  PRIV_WRITE_MASKED,
  type Privilege,
  type PrivilegeCode,
  type PrivilegeInput,
  type PrivilegeName,
  type PrivilegeWord,
} from './admin/privilege.js';
export { type RoleInfo } from './admin/role-info.js';
export { type UserInfo, type UserUsage } from './admin/user-info.js';

// ---------------------------------------------------------------------------------------------------
// Metrics, tracing and logging
export * from './observability/index.js';
