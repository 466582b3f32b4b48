import type { AerospikeClient, ClientConfig } from '@aeroform/core';
import type { ScanRule } from '../context/entity-context.js';
import type { EntityClass } from '../type/entity-type.js';

/** What happens to declared indexes when the data source is initialised. */
export type IndexSync = 'off' | 'verify' | 'create';

/** Options of a data source. Either `hosts` or a connected `client` is needed. */
export interface DataSourceOptions {
  /** Name among several data sources. Default `default`. */
  readonly name?: string;
  /** A connected client, which stays the caller's: `destroy()` does not close it. */
  readonly client?: AerospikeClient;
  /** Nodes to connect to: `'host:port'` (several separated by commas), or as core's client takes them. */
  readonly hosts?: string | ClientConfig['hosts'];
  /**
   * Further options of the client that is made for `hosts`. Its batches have a total time-out of
   * 30 seconds unless `policies.batch.totalTimeout` says otherwise.
   */
  readonly clientConfig?: Omit<ClientConfig, 'hosts'>;
  /** Namespace of the entities that name none. */
  readonly namespace: string;
  /**
   * The entity classes. Their declarations are checked when the data source is made; without the list
   * each is checked on first use, and declared indexes are not looked at.
   */
  readonly entities?: readonly EntityClass[];
  /** The declared secondary indexes. */
  readonly indexes?: {
    /**
     * `verify` (default) refuses to start when a declared index is missing or differs, `create` creates
     * the missing ones and waits for them, `off` does neither.
     */
    readonly sync?: IndexSync;
    /** How long a listing of the indexes is used by queries, in milliseconds. Default 60000. */
    readonly refreshMs?: number;
  };
  /** What happens to queries that no index serves. Default `forbid`. */
  readonly scans?: ScanRule;
  /** Queries of all repositories. */
  readonly query?: {
    /** Records a query returns at most when it has no limit; 0 (default) for no bound. */
    readonly maxRecords?: number;
    /** What happens when that bound cuts a result short. Default `throw`. */
    readonly onTruncate?: 'throw' | 'warn';
  };
  /** How many records calls such as `saveMany` send at once. */
  readonly batch?: {
    /** Records in one batch command. Default 1000. */
    readonly chunk?: number;
    /** Batch commands under way at the same time. Default 2. */
    readonly parallel?: number;
  };
}
