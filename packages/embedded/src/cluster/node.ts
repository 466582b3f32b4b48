import { randomBytes } from 'node:crypto';
import type { PeerAddress } from '@aeroform/protocol';
import { type Counters, createCounters } from '../inspection/counters.js';
import { JobRegistry } from '../query/job-registry.js';
import { SindexRegistry } from '../sindex/sindex-registry.js';
import { Clock } from '../storage/clock.js';
import { Namespace } from '../storage/namespace.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import { UdfRuntime } from '../udf/udf-runtime.js';
import { nodeId } from './node-id.js';
import type { Session } from './session.js';

/** What the server calls itself: some commands exist in the Enterprise Edition only. */
export type Edition = 'community' | 'enterprise';

/** What a node needs to know from its configuration. */
export interface NodeOptions {
  readonly edition: Edition;
  readonly clusterName: string;
  readonly protoFdMax: number;
  readonly protoFdIdleMs: number;
  readonly namespaces: readonly NamespaceOptions[];
}

/** The one node of the cluster: what it stores and what clients are told about it. */
export class Node {
  readonly edition: Edition;
  readonly clusterName: string;
  /** Most connections at a time. */
  readonly protoFdMax: number;
  /** Silence after which connections are closed, in milliseconds; 0 for never. */
  readonly protoFdIdleMs: number;
  readonly clock: Clock = new Clock();
  readonly counters: Counters = createCounters();
  /** By name (binary string), in the order of the options. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Grows whenever the partition map changes, which a single node's never does. */
  readonly partitionGeneration = 1;
  readonly clusterKey: string = randomBytes(6).toString('hex').toUpperCase();
  /** Milliseconds since 1970, for the uptime. */
  readonly startedAt: number = Date.now();
  /** One for each open connection. */
  readonly sessions: Set<Session> = new Set();
  /** Queries that run or have run. */
  readonly jobs: JobRegistry = new JobRegistry();
  /** Lua modules and what runs them. */
  readonly udfs: UdfRuntime = new UdfRuntime();
  readonly #sindexes: ReadonlyMap<Namespace, SindexRegistry>;
  /** Where clients reach the node; set when the server listens. */
  address: PeerAddress = { host: '127.0.0.1', port: 0 };

  constructor(options: NodeOptions) {
    this.edition = options.edition;
    this.clusterName = options.clusterName;
    this.protoFdMax = options.protoFdMax;
    this.protoFdIdleMs = options.protoFdIdleMs;
    this.namespaces = new Map(
      options.namespaces.map((each) => [each.name, new Namespace(each.name, each, this.clock)]),
    );
    this.#sindexes = new Map(
      [...this.namespaces.values()].map((each) => [each, new SindexRegistry(each)]),
    );
  }

  /** Its name: the same whenever a server listens at this address. */
  get id(): string {
    return nodeId(this.address);
  }

  /** The secondary indexes of a namespace of this node. */
  sindexes(namespace: Namespace): SindexRegistry {
    return this.#sindexes.get(namespace) as SindexRegistry;
  }

  /** Ends what still runs in the background: queries, and the indexing of old records. */
  close(): void {
    this.jobs.abortAll();
    for (const registry of this.#sindexes.values()) registry.close();
  }
}
