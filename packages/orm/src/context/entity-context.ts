import type { AerospikeClient } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
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
}
