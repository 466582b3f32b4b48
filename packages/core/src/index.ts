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
export { type Key, type RecordKey } from './key/key.js';
export {
  type AerospikeRecord,
  type ExistsResult,
  type OperateOrderedResult,
  type OrderedBin,
  type RecordMetadata,
  TTL_NEVER,
} from './record/record.js';
export type { UserKey } from './key/key.js';
export * from './policy/index.js';
export * from './cdt/index.js';
export * from './operation/index.js';
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
export { type ExpressionDefinition } from './expression/control.js';
export * as predicates from './predicate/index.js';
export {
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
export {
  type IndexCollectionName,
  type IndexPolicy,
  type IndexWaitPolicy,
} from './sindex/index-policy.js';
export { type GeoArgument, type GeoPredicateOptions } from './predicate/predicates.js';

// ---------------------------------------------------------------------------------------------------
// Client, batch and query
export { createClient } from './client/create-client.js';
export { AerospikeClient } from './client/aerospike-client.js';
export { type ClientConfig, type DefaultPolicies, type Host } from './client/client-config.js';
export { Query } from './command/query.js';
export type { BackgroundJob, JobProgress, JobWaitOptions } from './query/background-job.js';
export { type Page, type PageRequest } from './command/query-page.js';
export { type InfoNodeResult } from './command/info.js';
export { type IndexArguments } from './command/create-sindex.js';
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
  partitionFilterAll,
  partitionFilterById,
  partitionFilterByRange,
} from './query/partition-filter.js';
export { type UdfSource } from './command/udf.js';
export { UDF_TYPE_LUA, type UdfModule, type UdfType } from './udf/udf-module.js';
export { type SindexInfo } from './sindex/sindex-info.js';

// ---------------------------------------------------------------------------------------------------
// Metrics, tracing and logging
export * from './observability/index.js';
