/**
 * Entities, repositories and queries for Aerospike.
 *
 * @packageDocumentation
 */
export { symbolMetadata } from './metadata/symbol-metadata.js';
export * from './decorators/index.js';
export * from './define/index.js';
export type { Converter } from './converter/converter.js';
export {
  type BatchItem,
  BatchError,
  BatchOutcome,
  type BatchStatus,
} from './batch/batch-outcome.js';
export type { Behavior, DefaultPolicySet } from './context/behavior.js';
export type { CoalesceOptions } from './context/coalescer.js';
export type { Scope } from './context/scope.js';
export type { DestroyOptions } from './data-source/connection.js';
export { DataSource, type PingResult } from './data-source/data-source.js';
export type {
  DataSourceOptions,
  IndexSync,
  InitializeRetry,
} from './data-source/data-source-options.js';
export { Transactional, type TransactionalOptions } from './data-source/transactional.js';
export { DataSourceStateError, OptionError } from './error/data-source-error.js';
export { EntityExistsError, EntityNotFoundError, FilteredOutError } from './error/entity-error.js';
export { MappingError } from './error/mapping-error.js';
export { BinNameError, MetadataError } from './error/metadata-error.js';
export { OptimisticLockError, type OptimisticLockReason } from './error/optimistic-lock-error.js';
export { ParallelSaveError } from './error/parallel-save-error.js';
export { ValidationError } from './error/validation-error.js';
export { ReferenceNotLoadedError } from './error/reference-not-loaded-error.js';
export { OrmError, type OrmErrorOptions } from './error/orm-error.js';
export { type SchemaMismatch, SchemaMismatchError } from './error/schema-mismatch-error.js';
export { TransactionError, type TransactionPhase } from './error/transaction-error.js';
export { TransactionScopeError } from './error/transaction-scope-error.js';
export type {
  AnySubscriber,
  EntitySubscriber,
  InsertEvent,
  LoadEvent,
  OperateEvent,
  RemoveEvent,
  SubscriberClass,
  TransactionEvent,
  UpdateEvent,
  Written,
} from './lifecycle/entity-subscriber.js';
export type { ValidationRule } from './lifecycle/validate-entity.js';
export type {
  BinMigration,
  ComputedMetadata,
  DiscriminatorMetadata,
  EntityHooks,
  EntityMetadata,
  EntityReference,
  EntityTtl,
  ExpressionIndexMetadata,
  HookKind,
  MappedBin,
  SchemaVersionMetadata,
  UnknownBins,
} from './metadata/entity-metadata.js';
export type {
  EmbeddableDiscriminatorOptions,
  EmbeddableOptions,
} from './metadata/embeddable-options.js';
export type { DiscriminatorOptions, EntityOptions } from './metadata/entity-options.js';
export { unknownBins } from './mapping/unknown-bins.js';
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
  ElementDeclaration,
  ElementType,
  EmbeddedOptions,
  EnumOptions,
  HllOptions,
  IdOptions,
  IndexOptions,
  ListOptions,
  MapOptions,
  ReferenceOptions,
  SetOptions,
  StoredOptions,
} from './metadata/member-declaration.js';
export type { NamedProperty, NamingStrategy } from './metadata/naming.js';
export type { AuditMoment, PropertyMetadata, PropertyRole } from './metadata/property-metadata.js';
export type {
  DynamicMetadata,
  EmbeddableMetadata,
  EmbeddedMetadata,
  HllPrecision,
  KeyedListMetadata,
  ListMetadata,
  MapKeyKind,
  MapMetadata,
  MapOrder,
  ReferenceMetadata,
  ScalarKind,
  ScalarMetadata,
  SetMetadata,
  ValueMetadata,
} from './metadata/value-metadata.js';
export type { OperationAccess } from './observe/operation.js';
export { OPERATION_CHANNEL, type OperationMessage } from './observe/operation-channel.js';
export type { OperationInfo, OrmPlugin } from './observe/plugin.js';
export type {
  SlowOperation,
  StatementDetail,
  TelemetryOptions,
} from './observe/telemetry-options.js';
export type { OperationKind, Verb } from './observe/verb.js';
export * from './query/index.js';
export type {
  CreateOptions,
  FindOptions,
  ReadOptions,
  SaveOptions,
  WriteManyOptions,
  WriteOptions,
} from './repository/call-options.js';
export type { BatchCallPolicy, WriteCallPolicy } from './repository/call-policy.js';
export type { CountOptions } from './repository/count.js';
export type { FindWhere } from './repository/find.js';
export type { MutateOptions } from './repository/mutate.js';
export type { FindManyOptions, ReadManyOptions } from './repository/find-by-ids.js';
export {
  type BatchRemoveOptions,
  type BatchWriteOptions,
  MixedBatch,
  type MixedBatchOptions,
  type MixedItems,
  type MixedOutcome,
} from './repository/mixed-batch.js';
export type { OperateResult } from './repository/operate.js';
export type { RemoveEntitiesOptions, RemoveManyOptions } from './repository/remove-many.js';
export type { RemoveOptions } from './repository/remove.js';
export type { SoftRemoveOptions } from './repository/soft-remove.js';
export { Repository } from './repository/repository.js';
export type { RepositoryClass } from './repository/repository-class.js';
export type { TouchOptions } from './repository/touch.js';
export type { TruncateOptions } from './repository/truncate.js';
export type { WriteOutcome } from './repository/write-outcome.js';
export type { TransactionOptions, TxScope } from './transaction/tx-scope.js';
export type { Tx } from './type/tx.js';
export type { BuildingIndex } from './sindex/actual-sindex.js';
export type { IndexDiff } from './sindex/sindex-diff.js';
export type { SyncOptions } from './sindex/sync-sindexes.js';
export type { SyncAction, SyncProgress } from './sindex/sync-step.js';
export type { DriftOptions } from './migration/drift.js';
export type { BinDrift, DriftFinding, DriftKind, DriftReport } from './migration/drift-report.js';
export type { MigrateOptions } from './migration/migrate-options.js';
export { MigrationStoppedError } from './migration/migration-error.js';
export type {
  MigrationCounts,
  MigrationFailure,
  MigrationProgress,
  MigrationReport,
} from './migration/migration-report.js';
export type { ParticleName } from './migration/particle.js';
export {
  type DiffOptions,
  type DropIndexOptions,
  SchemaManager,
} from './migration/schema-manager.js';
export {
  type DataKeys,
  type ConcreteClass,
  type EntityClass,
  type IdKey,
  type IdOf,
  IdProp,
} from './type/entity-type.js';
export { type NotWritten, UnwrittenProps } from './type/unwritten.js';
export type { Draft, DraftValue, Patch, Referable } from './type/draft.js';
export type { BinName, BinNameTooLong } from './type/bin-name.js';
export { ref } from './reference/ref-of.js';
export type { Loaded, PopulatePath, Populated } from './type/loaded.js';
export type { LoadedRef, LoadOptions, Ref } from './type/ref.js';
export type { StandardIssue, StandardResult, StandardSchema } from './type/standard-schema.js';
export type { MergeRule } from './type/merge-rule.js';
export type { IdStrategy } from './type/id-strategy.js';
export type { BytesWriter } from './type/bytes-writer.js';
export type {
  EntryPages,
  Handle,
  HandleOptions,
  ItemPages,
  ListHandle,
  MapHandle,
  SetHandle,
  ValuePages,
} from './type/handle.js';
export type { HllWriter, Sketch } from './type/hll-writer.js';
export type {
  ListAnswers,
  ListReader,
  ListSelection,
  ListWriter,
  ListWriters,
  SetWriter,
  SetWriters,
} from './type/list-writer.js';
export type { MapAnswers, MapSelection, MapWriter, MapWriters } from './type/map-writer.js';
export type { Answers, Mode, Op, Out } from './type/op.js';
export type {
  BitArithmeticOptions,
  BitResizeOptions,
  BitWriteOptions,
  ExistenceOptions,
  ExpressionWriteOptions,
  HllPrecisionOptions,
  HllWriteOptions,
  ListWriteOptions,
  MapWriteOptions,
  SortOptions,
} from './type/write-options.js';
export type {
  NumberWriter,
  RecordOps,
  RecordWriter,
  ScalarWriter,
  StringWriter,
  Writer,
  Writers,
} from './type/writer.js';
export {
  fromPlain,
  loadSerialiser,
  type Plain,
  type Serialiser,
  toPlain,
} from './serialise/serialiser.js';
export type { FromPlainOptions, ToPlainOptions } from './serialise/serialise-options.js';
