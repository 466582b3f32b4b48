import type { FaultControl } from '../fault/faults.js';
import { resetNode } from '../snapshot/node-state.js';
import { type ClockControl, clockControl } from './clock-control.js';
import { ClusterMembership } from './cluster-membership.js';
import type { ClusterNode, ClusterNodeState, CutMode } from './cluster-node.js';
import {
  type ClusterNodeOptions,
  type EmbeddedClusterOptions,
  parseClusterOptions,
} from './cluster-options.js';
import { type EmbeddedHost, hostsOf, tlsHostsOf } from './embedded-host.js';
import { type ClusterInspection, inspectCluster } from './inspect-cluster.js';
import type { Inspection } from '../inspection/inspection.js';

/**
 * Several nodes inside this process that work together as an Aerospike cluster: clients discover all
 * of them, each has a part of the partitions as master and as replica, and nodes can come and go.
 *
 * A write is on all replicas of its partition before it is answered. Nodes keep their records in
 * memory: what a node held is gone when it is stopped, and comes from the other replicas when it is
 * started again. What was acknowledged is not lost as long as one node lives that has the partition.
 *
 * @example
 * await using cluster = await EmbeddedCluster.start({ nodes: 3, replicationFactor: 2 });
 * const client = await Aerospike.connect({ hosts: [...cluster.hosts] });
 * await cluster.node(1).stop();
 */
export class EmbeddedCluster {
  readonly #membership: ClusterMembership;
  #stopped: Promise<void> | undefined;

  private constructor(membership: ClusterMembership) {
    this.#membership = membership;
  }

  /**
   * Starts a cluster.
   *
   * @throws {EmbeddedError} on an option that is unknown or wrong (`EMBEDDED_OPTION`), and when a port
   *   can't be listened on (`EMBEDDED_LISTEN`); no node runs then.
   */
  static async start(options: EmbeddedClusterOptions = {}): Promise<EmbeddedCluster> {
    const membership = new ClusterMembership(parseClusterOptions(options));
    await membership.open();
    return new EmbeddedCluster(membership);
  }

  /** For the `hosts` of a client's configuration: the nodes that run and are not cut off. */
  get hosts(): readonly EmbeddedHost[] {
    return this.#membership.running.flatMap(hostsOf);
  }

  /** The same for clients that use TLS; empty without the option `tls`. */
  get tlsHosts(): readonly EmbeddedHost[] {
    return this.#membership.running.flatMap(tlsHostsOf);
  }

  /** All nodes, stopped ones too, in the order in which they were added. */
  get nodes(): readonly EmbeddedClusterNode[] {
    return this.#membership.nodes.map((node) => this.node(node.index));
  }

  /**
   * A node by its index: the first one has 0, nodes that are added go on from there.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` when there is none.
   */
  node(index: number): EmbeddedClusterNode {
    return new EmbeddedClusterNode(this.#membership, this.#membership.node(index));
  }

  /**
   * Adds a node and starts it.
   *
   * @throws {EmbeddedError} as {@link EmbeddedCluster.start}.
   */
  async addNode(options: ClusterNodeOptions = {}): Promise<EmbeddedClusterNode> {
    return new EmbeddedClusterNode(this.#membership, await this.#membership.add(options));
  }

  /**
   * Takes a node out for good. Its records move to the others first, whatever the replication factor.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` when there is no node of that index.
   */
  removeNode(index: number): Promise<void> {
    return this.#membership.remove(this.#membership.node(index));
  }

  /** As {@link EmbeddedClusterNode.cut}. */
  cut(index: number, mode?: CutMode): Promise<void> {
    return this.node(index).cut(mode);
  }

  /** As {@link EmbeddedClusterNode.heal}. */
  heal(index: number): Promise<void> {
    return this.node(index).heal();
  }

  /** Resolves when no records are on the move, see `migrationDelay`. */
  migrated(): Promise<void> {
    return this.#membership.main.migrated();
  }

  /** The clock of all nodes, which tests can move forward. */
  get clock(): ClockControl {
    return clockControl(this.#membership.shared.clock);
  }

  /** What the cluster holds and its nodes did, as it is now. */
  inspect(): ClusterInspection {
    return inspectCluster(this.#membership);
  }

  /** As `EmbeddedServer.reset`, on all nodes that run. Nodes stay as they are: stopped or cut off. */
  reset(): void {
    const open = this.#membership.nodes.filter(({ state }) => state !== 'stopped');
    for (const { node } of open) resetNode(node);
  }

  /** Stops all nodes. Calling it again does nothing more. */
  stop(): Promise<void> {
    this.#stopped ??= this.#membership.close();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** One node of a cluster, whether it runs or not. */
export class EmbeddedClusterNode {
  readonly #membership: ClusterMembership;
  readonly #node: ClusterNode;

  /** @internal Nodes come from a cluster. */
  constructor(membership: ClusterMembership, node: ClusterNode) {
    this.#membership = membership;
    this.#node = node;
  }

  get index(): number {
    return this.#node.index;
  }

  get state(): ClusterNodeState {
    return this.#node.state;
  }

  /** Port that the node listens on, also after it was started again. */
  get port(): number {
    return this.#node.port;
  }

  /**
   * Name under which clients know the node, also after it was started again.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` while it is stopped.
   */
  get id(): string {
    return this.#node.node.id;
  }

  /**
   * Faults on demand of this node alone.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` while it is stopped.
   */
  get faults(): FaultControl {
    return this.#node.node.faults;
  }

  /**
   * Counters of what the node did, as they are now.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` while it is stopped.
   */
  inspect(): Inspection {
    return this.#node.served.inspect();
  }

  /** Stops the node, as a crash would: what it has in memory is gone. Does nothing when it is stopped. */
  stop(): Promise<void> {
    return this.#membership.stop(this.#node);
  }

  /**
   * Starts the node again, at the same port and under the same name. The others fill it.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` unless it is stopped, `EMBEDDED_LISTEN` when the port is
   *   in use by now.
   */
  start(): Promise<void> {
    return this.#membership.start(this.#node);
  }

  /**
   * Cuts the node off from the others, which go on without it. It keeps what it has.
   *
   * @param mode - what clients find at the node. Default `refuse`.
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` unless it runs, `EMBEDDED_OPTION` on an unknown mode.
   */
  cut(mode: CutMode = 'refuse'): Promise<void> {
    return this.#membership.cut(this.#node, mode);
  }

  /**
   * Lets the node reach the others again. Where their records differ, the namespace option
   * `conflictResolutionPolicy` decides. Records that were deleted meanwhile come back if the node still
   * has them, as in the server: only durable deletes prevent that.
   *
   * @throws {EmbeddedError} `EMBEDDED_CLUSTER` unless it is cut off.
   */
  heal(): Promise<void> {
    return this.#membership.heal(this.#node);
  }
}
