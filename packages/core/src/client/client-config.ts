import type { AdminPolicy } from '../policy/admin-policy.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { OperatePolicy } from '../policy/operate-policy.js';
import type { QueryPolicy } from '../policy/query-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { RemovePolicy, WritePolicy } from '../policy/write-policy.js';

/**
 * A node to start from: `'host'`, `'host:port'`, `'[ipv6]:port'`, `['host', port]` or
 * `{ addr: 'host', port }`, the form of the official client. The port is 3000 where none is given.
 */
export type Host =
  | string
  | readonly [host: string, port: number]
  | {
      /** Name or IP address. */
      readonly addr: string;
      /** Default 3000. */
      readonly port?: number;
    };

/** Fields of policies that the calls of a client start from. */
export interface DefaultPolicies {
  /** For `get`, `select` and `exists`. */
  readonly read?: Omit<ReadPolicy, 'signal'>;
  /** For `put`, `append`, `prepend`, `increment`, `touch` and `removeBin`. */
  readonly write?: Omit<WritePolicy, 'signal'>;
  /** For `remove`. */
  readonly remove?: Omit<RemovePolicy, 'signal'>;
  /** For `operate` and `operateOrdered`. */
  readonly operate?: Omit<OperatePolicy, 'signal'>;
  /** For all batch calls. */
  readonly batch?: Omit<BatchPolicy, 'signal'>;
  /** For queries. */
  readonly query?: Omit<QueryPolicy, 'signal'>;
  /** Info, index, truncate and administration. */
  readonly admin?: Omit<AdminPolicy, 'signal'>;
}

/** How a client finds and uses its cluster. Times are in milliseconds. */
export interface ClientConfig {
  /**
   * Nodes to start from; one that answers is enough. Text names several with commas between them:
   * `'a:3000,b:3000'`.
   */
  readonly hosts: string | readonly Host[];
  /** Refuses nodes of any other cluster. */
  readonly clusterName?: string;
  /** Name to log in with. This version cannot log in yet, and refuses it. */
  readonly user?: string;
  /** Password to log in with. This version cannot log in yet, and refuses it. */
  readonly password?: string;
  /** Time to connect, and for the answers that connecting and tending need. Default 1000. */
  readonly timeout?: number;
  /**
   * An idle connection is closed after this time. Default 55000; keep it below the server's
   * `proto-fd-idle-ms` (60000).
   */
  readonly idleTimeout?: number;
  /** Most connections to each node. Default 100; at least `pipelinesPerNode + 1`. */
  readonly maxConnsPerNode?: number;
  /** Connections to each node that are kept open. Default 0. */
  readonly minConnsPerNode?: number;
  /** Connections to each node that carry single-record commands, many at a time. Default 2. */
  readonly pipelinesPerNode?: number;
  /** Single-record commands on the way on one connection, a power of two. Default 256. */
  readonly pipelineDepth?: number;
  /** How often the cluster is looked after. Default 1000, at least 250. */
  readonly tendInterval?: number;
  /** Reach nodes by their `alternate-access-address`. Default false. */
  readonly useServicesAlternate?: boolean;
  /** Policies that the calls start from. */
  readonly policies?: DefaultPolicies;
}
