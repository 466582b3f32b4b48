import type { Address } from '../socket/connection.js';

/** What the wire driver needs of the configuration, complete. Times are in milliseconds. */
export interface WireOptions {
  readonly seeds: readonly Address[];
  /** Refuse nodes of any other cluster. */
  readonly clusterName: string | undefined;
  /** For connecting, and for each answer while connecting or tending. */
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly maxConnsPerNode: number;
  readonly minConnsPerNode: number;
  /** Connections of each node that carry single-record commands, many at a time. */
  readonly pipelinesPerNode: number;
  /** Single-record commands on the way on one connection. */
  readonly pipelineDepth: number;
  readonly tendInterval: number;
  readonly useServicesAlternate: boolean;
}
