import { partitionId, type PeerAddress } from '@aeroform/protocol';
import { Faults } from '../fault/faults.js';
import { type Counters, createCounters } from './counters.js';
import { JobRegistry } from '../query/job-registry.js';
import { AccessControl } from '../security/access-control.js';
import { NodeSecurity } from '../security/node-security.js';
import type { SecuritySettings } from '../security/security-options.js';
import { NETWORK_SETTINGS } from '../settings/network-settings.js';
import { SERVICE_SETTINGS } from '../settings/service-settings.js';
import { Settings } from '../settings/settings.js';
import { SindexRegistry } from '../sindex/sindex-registry.js';
import { Clock } from '../storage/clock.js';
import { Namespace } from '../storage/namespace.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import { NodeTransactions } from '../transaction/node-transactions.js';
import { TransactionRegistry } from '../transaction/transaction-registry.js';
import type { Transactions } from '../transaction/transactions.js';
import { UdfRuntime } from '../udf/udf-runtime.js';
import { type ClusterView, soloView } from './cluster-view.js';
import type { Journal } from './journal.js';
import { nodeId } from './node-id.js';
import type { NodePart } from '../part/node-part.js';
import { NodePartitions } from './node-partitions.js';
import { nodeParts } from './node-parts.js';
import type { Session } from './session.js';
import type { NodeSettings } from './settings-part.js';
import { SystemMetadata } from './system-metadata.js';

/** What the server calls itself: some commands exist in the Enterprise Edition only. */
export type Edition = 'community' | 'enterprise';

/** What a node needs to know from its configuration. */
export interface NodeOptions {
  readonly edition: Edition;
  readonly clusterName: string;
  readonly protoFdMax: number;
  readonly protoFdIdleMs: number;
  readonly namespaces: readonly NamespaceOptions[];
  /** Undefined when security is off. */
  readonly security?: SecuritySettings | undefined;
  /** Undefined without TLS. */
  readonly tls?: { readonly name: string } | undefined;
  /** False for TLS only. Default true. */
  readonly clear?: boolean;
}

/** What the nodes of a cluster share; a single node has its own. */
export interface SharedByNodes {
  readonly clock: Clock;
  readonly metadata: SystemMetadata;
  /** Users and roles, where security is on. */
  readonly access: AccessControl | undefined;
  readonly transactions: TransactionRegistry;
}

/** One node: what it stores and what clients are told about it. */
export class Node {
  readonly edition: Edition;
  /** What clients can change with `set-config`. */
  readonly settings: NodeSettings;
  readonly clock: Clock;
  /** Indexes, modules and the like, which all nodes of the cluster have in common. */
  readonly metadata: SystemMetadata;
  /** The nodes that it reaches. */
  cluster: ClusterView;
  /** Who may do what; undefined when security is off. */
  readonly security: NodeSecurity | undefined;
  /** Its partitions by namespace; undefined while it is alone for good, and has them all. */
  partitions: ReadonlyMap<string, NodePartitions> | undefined;
  /** True for a node that is about to leave: others become the replicas of its partitions. */
  isQuiesced = false;
  readonly counters: Counters = createCounters();
  /** What is to go wrong on this node. */
  readonly faults: Faults = new Faults(
    () => this.counters.faultsHit++,
    () => this.namespaces.keys(),
  );
  /** By name (binary string), in the order of the options. */
  readonly namespaces: ReadonlyMap<string, Namespace>;
  /** Grows whenever the partition map changes, which a single node's never does. */
  partitionGeneration = 1;
  /** Milliseconds since 1970, for the uptime. */
  readonly startedAt: number = Date.now();
  /** One for each open connection. */
  readonly sessions: Set<Session> = new Set();
  /** Queries that run or have run. */
  readonly jobs: JobRegistry = new JobRegistry();
  /** Lua modules and what runs them. */
  readonly udfs: UdfRuntime = new UdfRuntime();
  /** What `reset`, snapshots and data directories take care of besides records and indexes. */
  readonly parts: readonly NodePart[];
  /** Writes changes to a data directory before answers leave; undefined without one. */
  journal: Journal | undefined;
  readonly #sindexes: ReadonlyMap<Namespace, SindexRegistry>;
  readonly #transactions: NodeTransactions;
  /** Where clients reach the node; set when the server listens. */
  address: PeerAddress = { host: '127.0.0.1', port: 0 };
  /** Where clients reach it with TLS; undefined without. */
  tlsAddress: PeerAddress | undefined;
  /** Name by which clients know its certificate; empty without TLS. */
  readonly tlsName: string;
  /** False for a node that is reached with TLS only. */
  readonly isClear: boolean;
  /** Where clients outside of the network of the nodes reach it; undefined for nowhere else. */
  alternateAddress: PeerAddress | undefined;
  /** The same with TLS. */
  tlsAlternateAddress: PeerAddress | undefined;

  constructor(options: NodeOptions, shared: Partial<SharedByNodes> = {}) {
    this.clock = shared.clock ?? new Clock();
    const access = shared.access ?? accessOf(options);
    this.security = access === undefined ? undefined : new NodeSecurity(access, this.clock);
    this.metadata = shared.metadata ?? new SystemMetadata();
    this.cluster = soloView(this);
    this.edition = options.edition;
    this.tlsName = options.tls?.name ?? '';
    this.isClear = options.clear ?? true;
    this.settings = settingsOf(options);
    this.namespaces = new Map(
      options.namespaces.map((each) => [each.name, new Namespace(each.name, each, this.clock)]),
    );
    this.#sindexes = new Map(
      [...this.namespaces.values()].map((each) => [each, new SindexRegistry(each)]),
    );
    this.#transactions = new NodeTransactions(shared.transactions ?? new TransactionRegistry());
    for (const each of this.namespaces.values()) {
      if (!each.options.strongConsistency) continue;
      this.#transactions.add(each, this.clock, (namespace, digest) =>
        this.#acceptsWrites(namespace, digest),
      );
    }
    this.parts = nodeParts(this, this.#transactions);
  }

  /** Its name: the same whenever a server listens at this address. */
  get id(): string {
    return nodeId(this.address);
  }

  /** Where clients reach it without TLS; undefined with TLS only. */
  get clearAddress(): PeerAddress | undefined {
    return this.isClear ? this.address : undefined;
  }

  get clusterName(): string {
    return this.settings.service.get('cluster-name');
  }

  /** Most connections at a time. */
  get protoFdMax(): number {
    return this.settings.service.number('proto-fd-max');
  }

  /** Silence after which connections are closed, in milliseconds; 0 for never. */
  get protoFdIdleMs(): number {
    return this.settings.service.number('proto-fd-idle-ms');
  }

  /** Makes it a node that can have others beside it, and share its partitions with them. */
  sharePartitions(): void {
    this.partitions = new Map(
      [...this.namespaces].map(([name, each]) => [name, new NodePartitions(this, each)]),
    );
  }

  /** The secondary indexes of a namespace of this node. */
  sindexes(namespace: Namespace): SindexRegistry {
    return this.#sindexes.get(namespace) as SindexRegistry;
  }

  /** The transactions of a namespace of this node; undefined without strong consistency. */
  transactions(namespace: Namespace): Transactions | undefined {
    return this.#transactions.of(namespace);
  }

  /** Ends what still runs in the background: queries, and the indexing of old records. */
  close(): void {
    this.jobs.abortAll();
    for (const registry of this.#sindexes.values()) registry.close();
    this.#transactions.close();
  }

  #acceptsWrites({ name }: Namespace, digest: Buffer): boolean {
    return this.partitions?.get(name)?.isMaster(partitionId(digest)) ?? true;
  }
}

function settingsOf(options: NodeOptions): NodeSettings {
  const service = new Settings(SERVICE_SETTINGS, {
    'cluster-name': options.clusterName,
    'proto-fd-idle-ms': String(options.protoFdIdleMs),
    'proto-fd-max': String(options.protoFdMax),
  });
  return { service, network: new Settings(NETWORK_SETTINGS), logLevels: new Map() };
}

function accessOf({ security }: NodeOptions): AccessControl | undefined {
  return security === undefined ? undefined : new AccessControl(security);
}
