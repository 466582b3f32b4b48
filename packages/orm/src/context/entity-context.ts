import type { AerospikeClient } from '@aeroform/core';
import type { EntitySubscriber } from '../lifecycle/entity-subscriber.js';
import type { ValidationRule } from '../lifecycle/validate-entity.js';
import type { RefFactory } from '../mapping/ref-factory.js';
import type { EntityMetadata, UnknownBins } from '../metadata/entity-metadata.js';
import type { Observer } from '../observe/observer.js';
import type { Coalescer } from './coalescer.js';
import type { JoinedTransaction } from './joined-transaction.js';
import type { PolicySet } from './policy-set.js';
import type { OperationGate } from './operation-gate.js';
import type { Scope } from './scope.js';
import type { SindexCatalog } from './sindex-catalog.js';

/** What may happen to a query that no index can serve. */
export type ScanRule = 'forbid' | 'warn' | 'allow';

/** The settings of a data source that reads, writes and queries go by; defaults filled in. */
export interface SessionOptions {
  /** Default `forbid`. */
  readonly scans: ScanRule;
  readonly query: {
    /** Records a query returns at most when it has no limit of its own; 0 = no bound (default). */
    readonly maxRecords: number;
    /** What happens when that bound cut a result short. Default `throw`. */
    readonly onTruncate: 'throw' | 'warn';
  };
  readonly batch: {
    /** Records in one batch command. Default 1000. */
    readonly chunk: number;
    /** Batch commands under way at the same time. Default 2. */
    readonly parallel: number;
  };
  /** Default `ignore`. */
  readonly unknownBins: UnknownBins;
  /** Default `write`. */
  readonly validate: ValidationRule;
}

/** Everything that repositories and queries of one entity share. */
export interface EntityContext<T extends object = object> {
  readonly metadata: EntityMetadata<T>;
  /** The connected client. Throws DataSourceStateError before `initialize()`. */
  readonly client: AerospikeClient;
  readonly namespace: string;
  readonly set: string;
  readonly options: SessionOptions;
  /** The secondary indexes of the namespace as the server lists them, cached. */
  readonly sindexes: SindexCatalog;
  /** The policies of the data source with those of the scope over them. */
  readonly policies: PolicySet;
  /** The named behaviours of the data source. */
  readonly behaviors: ReadonlyMap<string, PolicySet>;
  /** Told of what happens to entities, in this order. */
  readonly subscribers: readonly EntitySubscriber[];
  /** Entities that were removed softly are found too. */
  readonly withDeleted: boolean;
  /** Watches operations; null when nobody can. */
  readonly observer: Observer | null;
  /** The transaction that calls now belong to; null outside. */
  readonly transaction: JoinedTransaction | null;
  /** Lets operations in between `initialize()` and `destroy()`. */
  readonly gate: OperationGate;
  /** Makes the references of the entities that are read: they load through this context. */
  readonly refs: RefFactory;
  /** Reads records by key, several of one tick as one batch; null when it is not wanted. */
  readonly coalescer: Coalescer | null;
  /** The same with other settings over its own. */
  scoped(scope: Scope): EntityContext<T>;
  /** The context of another entity class of the same data source, within the same scope but its set. */
  of<R extends object>(metadata: EntityMetadata<R>): EntityContext<R>;
}
