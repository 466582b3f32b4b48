/**
 * Entities, repositories and queries for Aerospike.
 *
 * @packageDocumentation
 */
export { symbolMetadata } from './metadata/symbol-metadata.js';
export * from './decorators/index.js';
export type { Converter } from './converter/converter.js';
export {
  type BatchItem,
  BatchError,
  BatchOutcome,
  type BatchStatus,
} from './batch/batch-outcome.js';
export { DataSource, type PingResult } from './data-source/data-source.js';
export type { DataSourceOptions, IndexSync } from './data-source/data-source-options.js';
export { DataSourceStateError, OptionError } from './error/data-source-error.js';
export { EntityExistsError, EntityNotFoundError, FilteredOutError } from './error/entity-error.js';
export { MappingError } from './error/mapping-error.js';
export { BinNameError, MetadataError } from './error/metadata-error.js';
export { OptimisticLockError, type OptimisticLockReason } from './error/optimistic-lock-error.js';
export { OrmError, type OrmErrorOptions } from './error/orm-error.js';
export { type SchemaMismatch, SchemaMismatchError } from './error/schema-mismatch-error.js';
export type {
  EntityHooks,
  EntityMetadata,
  EntityTtl,
  MappedBin,
} from './metadata/entity-metadata.js';
export type { EntityOptions } from './metadata/entity-options.js';
export { getEntityMetadata } from './metadata/get-entity-metadata.js';
export type {
  IndexMetadata,
  PathStep,
  SindexCollection,
  SindexType,
} from './metadata/index-metadata.js';
export type {
  AuditOptions,
  BinOptions,
  BinType,
  ElementType,
  EmbeddedOptions,
  EnumOptions,
  IdOptions,
  IndexOptions,
  ListOptions,
  MapOptions,
  SetOptions,
} from './metadata/member-declaration.js';
export type { AuditMoment, PropertyMetadata, PropertyRole } from './metadata/property-metadata.js';
export type {
  DynamicMetadata,
  EmbeddableMetadata,
  EmbeddedMetadata,
  ListMetadata,
  MapKeyKind,
  MapMetadata,
  ScalarKind,
  ScalarMetadata,
  SetMetadata,
  ValueMetadata,
} from './metadata/value-metadata.js';
export * from './query/index.js';
export type {
  CreateOptions,
  FindOptions,
  ReadOptions,
  WriteManyOptions,
  WriteOptions,
} from './repository/call-options.js';
export type { BatchCallPolicy, WriteCallPolicy } from './repository/call-policy.js';
export type { CountOptions } from './repository/count.js';
export type { FindWhere } from './repository/find.js';
export type { MutateOptions } from './repository/mutate.js';
export type { OperateResult } from './repository/operate.js';
export type { RemoveManyOptions } from './repository/remove-many.js';
export type { RemoveOptions } from './repository/remove.js';
export { Repository } from './repository/repository.js';
export type { TouchOptions } from './repository/touch.js';
export { SchemaManager, type SyncOptions } from './sindex/schema-manager.js';
export type { IndexDiff } from './sindex/sindex-diff.js';
export {
  type DataKeys,
  type Draft,
  type EntityClass,
  type IdKey,
  type IdOf,
  IdProp,
} from './type/entity-type.js';
export type { IdStrategy } from './type/id-strategy.js';
export type {
  ListWriter,
  MapWriter,
  NumberWriter,
  Op,
  Out,
  RecordOps,
  RecordWriter,
  ScalarWriter,
  StringWriter,
  Writer,
  Writers,
} from './type/writer.js';
