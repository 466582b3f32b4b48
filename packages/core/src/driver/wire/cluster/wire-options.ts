import type { Credentials } from '../../credentials.js';
import type { Address } from '../socket/address.js';
import type { TlsClient } from '../socket/tls-client.js';

/** What the wire driver needs of the configuration, complete. Times are in milliseconds. */
export interface WireOptions {
  readonly seeds: readonly Address[];
  /** Refuse nodes of any other cluster. */
  readonly clusterName: string | undefined;
  /** Undefined for clusters without security. */
  readonly credentials: Credentials | undefined;
  /** Undefined for connections that are not encrypted. */
  readonly tls: TlsClient | undefined;
  /** Name in the certificates of nodes that do not tell one. */
  readonly tlsName: string | undefined;
  /** For opening a connection, and for each answer while connecting or tending. */
  readonly connectTimeout: number;
  /** For the answer to a login. */
  readonly loginTimeout: number;
  readonly idleTimeout: number;
  readonly maxConnsPerNode: number;
  readonly minConnsPerNode: number;
  /** Connections of each node that carry single-record commands, many at a time. */
  readonly pipelinesPerNode: number;
  /** Single-record commands on the way on one connection. */
  readonly pipelineDepth: number;
  readonly tendInterval: number;
  readonly useServicesAlternate: boolean;
  /** Addresses to use instead of those that nodes tell of. */
  readonly ipMap: ReadonlyMap<string, string>;
  /** Racks to read from, the best first; empty when racks do not matter. */
  readonly rackIds: readonly number[];
  /** Errors after which a node gets no commands for a while; 0 for no limit. */
  readonly maxErrorRate: number;
  /** Looks at the cluster after which errors are forgotten. */
  readonly errorRateWindow: number;
  /** What the client calls itself when it talks to the servers. */
  readonly userAgent: string;
}
