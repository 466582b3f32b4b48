import type { AerospikeClient, ClientConfig } from '@aeroform/core';
import type { Behavior, DefaultPolicySet } from '../context/behavior.js';
import type { CoalesceOptions } from '../context/coalescer.js';
import type { ScanRule } from '../context/entity-context.js';
import type { AnySubscriber, SubscriberClass } from '../lifecycle/entity-subscriber.js';
import type { ValidationRule } from '../lifecycle/validate-entity.js';
import type { UnknownBins } from '../metadata/entity-metadata.js';
import type { NamingStrategy } from '../metadata/naming.js';
import type { OrmPlugin } from '../observe/plugin.js';
import type { TelemetryOptions } from '../observe/telemetry-options.js';
import type { EntityClass } from '../type/entity-type.js';

/** What happens to declared indexes when the data source is initialised. */
export type IndexSync = 'off' | 'verify' | 'create' | 'sync';

/** What is told of the start of a data source that failed, and is tried again. */
export interface InitializeRetry {
  /** How many tries there were, from 1. */
  readonly attempt: number;
  /** How many there will be at most. */
  readonly attempts: number;
  /** Why the last one failed. */
  readonly error: unknown;
  /** Until the next one, in milliseconds. */
  readonly delayMs: number;
}

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
     * the missing ones and waits for them, `sync` also drops those on the entities' sets
     * that are not declared, `off` does nothing.
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
  /** How properties without a declared name are stored. Default `asIs`. */
  readonly naming?: NamingStrategy;
  /** What becomes of bins that no property maps, where the entity does not say. Default `ignore`. */
  readonly unknownBins?: UnknownBins;
  /**
   * When the schemas of entities (`@Entity({ validate })`) check them: before they are written
   * (default), also when they are read, or never.
   */
  readonly validate?: ValidationRule;
  /**
   * Told of what happens to entities, in this order: subscribers, or classes of them, which are
   * constructed without arguments.
   */
  readonly subscribers?: readonly (AnySubscriber | SubscriberClass)[];
  /** Around every operation, the first one outermost. */
  readonly plugins?: readonly OrmPlugin[];
  /** Default policies by the sort of call, over those of the client. */
  readonly policies?: DefaultPolicySet;
  /** Settings under a name, for the option `behavior` of calls and scopes. */
  readonly behaviors?: Readonly<Record<string, Behavior>>;
  /** The set of a tenant's records, for `scoped({ tenant })`. Default `${set}_${tenant}`. */
  readonly tenantSet?: (set: string, tenant: string) => string;
  /**
   * Sends the `findById` calls that are made in one turn of the event loop as one batch: more of them at
   * a time, each a little later. Not within transactions, nor for calls with a policy of their own.
   * Default false; `scoped({ coalesce })` for some calls only.
   */
  readonly coalesce?: boolean | CoalesceOptions;
  /** What is told of operations: metrics, spans, the log of slow ones. */
  readonly telemetry?: TelemetryOptions;
  /** What `initialize()` does when it cannot connect. */
  readonly retry?: {
    /** How often it tries. Default 1. */
    readonly attempts?: number;
    /** Between two tries, in milliseconds. Default 3000. */
    readonly delayMs?: number;
    /** Told of each try that failed, but the last. */
    readonly onRetry?: (retry: InitializeRetry) => void;
  };
}
