import type { AuthMode, AuthModeName } from '../driver/auth-mode.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { OperatePolicy } from '../policy/operate-policy.js';
import type { QueryPolicy } from '../policy/query-policy.js';
import type { ReadPolicy } from '../policy/read-policy.js';
import type { RemovePolicy, WritePolicy } from '../policy/write-policy.js';
import type { TlsConfig } from './tls-config.js';

/**
 * A node to start from: `'host'`, `'host:port'`, `'[ipv6]:port'`, `['host', port]`,
 * `['host', port, 'tlsname']` or `{ addr: 'host', port, tlsname }`. The port is 3000 where none is
 * given.
 */
export type Host =
  | string
  | readonly [host: string, port: number, tlsname?: string]
  | {
      /** Name or IP address. */
      readonly addr: string;
      /** Default 3000. */
      readonly port?: number;
      /** Name in its certificate, with TLS. Default `config.tls.name`, or the host. */
      readonly tlsname?: string;
    };

/** What can carry the commands of a client. */
export type DriverName = 'wire' | 'native';

/** Fields of policies that the calls of a client start from. */
export interface DefaultPolicies {
  /** For `get`, `select` and `exists`. */
  readonly read?: Omit<ReadPolicy, 'signal' | 'txn'>;
  /** For `put`, `append`, `prepend`, `increment`, `touch` and `removeBin`. */
  readonly write?: Omit<WritePolicy, 'signal' | 'txn'>;
  /** For `remove`. */
  readonly remove?: Omit<RemovePolicy, 'signal' | 'txn'>;
  /** For `operate` and `operateOrdered`. */
  readonly operate?: Omit<OperatePolicy, 'signal' | 'txn'>;
  /** For all batch calls. */
  readonly batch?: Omit<BatchPolicy, 'signal' | 'txn'>;
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
  /**
   * What carries the commands: `'wire'`, which is part of this package, or `'native'`, which is npm
   * `aerospike` and needs that package to be installed. What `'native'` cannot do fails with
   * {@link UnsupportedByDriverError}; see the documentation of the drivers. Default `'wire'`.
   */
  readonly driver?: DriverName;
  /** Refuses nodes of any other cluster. */
  readonly clusterName?: string;
  /** Name to log in with, unless `connect` is given one. */
  readonly user?: string;
  /** Password to log in with. */
  readonly password?: string;
  /**
   * How the client proves who it is: an `AUTH_…` constant or its name. Default `AUTH_INTERNAL`.
   * `AUTH_EXTERNAL` needs `tls`; `AUTH_PKI` needs `tls.cert` and `tls.key`, and no user.
   */
  readonly authMode?: AuthMode | AuthModeName;
  /** Encrypts all connections; `{}` with what Node.js trusts. Default not encrypted. */
  readonly tls?: TlsConfig;
  /** What `connectTimeout` and `loginTimeout` are where they are not given. */
  readonly timeout?: number;
  /**
   * Time to open and encrypt a connection, and for each answer that connecting and tending need.
   * Default `timeout`, or 1000.
   */
  readonly connectTimeout?: number;
  /** Time for the answer to a login. Default `timeout`, or 5000. */
  readonly loginTimeout?: number;
  /**
   * A connection that has been idle for this time is not used any more, and is closed at the next look
   * at the cluster. Default 55000; keep it below the server's `proto-fd-idle-ms` (60000).
   */
  readonly idleTimeout?: number;
  /**
   * Most connections to each node, besides the one that looks after it. Default 100; at least
   * `pipelinesPerNode + 1`.
   */
  readonly maxConnsPerNode?: number;
  /** Connections to each node that are kept open. Default 0. */
  readonly minConnsPerNode?: number;
  /**
   * Connections to each node that carry single-record commands, many at a time. Default 3, or what
   * `maxConnsPerNode` leaves. What may take long has a connection of the others for itself: queries,
   * batches, info, functions and requests of more than 128 KiB.
   */
  readonly pipelinesPerNode?: number;
  /** Single-record commands on the way on one connection, a power of two. Default 256. */
  readonly pipelineDepth?: number;
  /** How often the cluster is looked after. Default 1000, at least 250. */
  readonly tendInterval?: number;
  /** Reach nodes by their `alternate-access-address`. Default false. */
  readonly useServicesAlternate?: boolean;
  /**
   * Addresses to use instead of those that nodes tell of each other, by these: for networks that
   * translate addresses. Default none.
   */
  readonly ipMap?: Readonly<Record<string, string>>;
  /**
   * Learn the racks of the nodes, which `POLICY_REPLICA_PREFER_RACK` needs. Default true with a
   * `rackId` or `rackIds`.
   */
  readonly rackAware?: boolean;
  /** Rack of the client, of which records are read when there is a copy. */
  readonly rackId?: number;
  /** Several racks to read from, the best first; instead of `rackId`. */
  readonly rackIds?: readonly number[];
  /**
   * Circuit breaker: after so many errors within a window a node gets no commands until the window
   * ends, and commands fail with the code `MAX_ERROR_RATE` unless another node can serve them. Counted
   * are connections that fail or break, time-outs, and servers that are overloaded (result codes 9 and
   * 18). Default 100; 0 switches it off.
   */
  readonly maxErrorRate?: number;
  /** Length of that window, in looks at the cluster (`tendInterval`). Default 1. */
  readonly errorRateWindow?: number;
  /**
   * Calls on the way at a time: a command, a batch, a query until it ends. More wait in line, in their
   * order. Leave room for the calls made while a query is read. Default 0: no limit.
   */
  readonly maxConcurrentOperations?: number;
  /**
   * Milliseconds that a call may wait in that line before it fails with {@link BackpressureError}.
   * Default 0: for ever.
   */
  readonly operationQueueTimeoutMs?: number;
  /** What servers show as the name of this application (`user-agents`). Default the user. */
  readonly applicationId?: string;
  /** Policies that the calls start from. */
  readonly policies?: DefaultPolicies;
}
