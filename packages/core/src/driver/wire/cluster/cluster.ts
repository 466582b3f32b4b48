import { formatHost, type Peer } from '@aeroform/protocol';
import { ClusterError } from '../../../error/cluster-error.js';
import { log } from '../../../observability/log.js';
import { describeCause } from '../failure.js';
import { PipelineGroup } from '../pipeline/pipeline-group.js';
import { ConnectionPool } from '../socket/connection-pool.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import { type IdentifiedNode, identifyNode, identifySeed } from './identify-node.js';
import { newTendState, type Node } from './node.js';
import { PartitionMap } from './partition-map.js';
import { type TendContext, tendNode } from './tend-node.js';
import type { WireOptions } from './wire-options.js';

/** Failed tends in a row after which a node counts as gone. */
const MAX_TEND_FAILURES = 5;
/** Rounds of discovery in one tend: peers of peers of peers. */
const MAX_DISCOVERY_ROUNDS = 5;

/** The nodes of a cluster, kept up to date while connected. */
export class Cluster {
  readonly partitions: PartitionMap = new PartitionMap();
  readonly #nodes = new Map<string, Node>();
  readonly #options: WireOptions;
  readonly #wheel: TimingWheel;
  #timer: NodeJS.Timeout | undefined;
  #tending: Promise<void> | undefined;
  /** Seeds that have not answered yet. */
  #seeding: Promise<unknown> | undefined;
  #closed = false;

  constructor(options: WireOptions, wheel: TimingWheel) {
    this.#options = options;
    this.#wheel = wheel;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  get nodes(): Node[] {
    return [...this.#nodes.values()];
  }

  /** A node that answered at its last look, if there is one; chosen at random. */
  randomNode(): Node {
    const healthy = this.nodes.filter((node) => node.tending.failures === 0);
    const candidates = healthy.length > 0 ? healthy : this.nodes;
    const node = candidates[Math.floor(Math.random() * candidates.length)];
    if (node === undefined) throw new ClusterError('No node of the cluster can be reached.');
    return node;
  }

  /**
   * Finds the cluster through its seeds, and all nodes of it.
   *
   * @throws {ClusterError} that lists each seed with the reason why it did not do.
   */
  async open(): Promise<void> {
    await this.#seed();
    await this.#tend();
    this.#expectHealthyNode();
    this.#scheduleTend();
  }

  async close(cause: Error): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const nodes = this.nodes;
    await Promise.all(nodes.map((node) => this.#remove(node, cause)));
    await this.#tending?.catch(() => undefined);
    await this.#seeding;
    // The look that was under way may have connected anew.
    for (const node of nodes) node.tending.connection?.close(cause);
  }

  /** Asks all seeds at once and goes on with the first that is fit. */
  async #seed(): Promise<void> {
    const { seeds } = this.#options;
    const attempts = seeds.map((seed) => identifySeed(seed, this.#options, this.#wheel));
    for (const attempt of attempts) {
      attempt.then(
        (found) => this.#add(found),
        () => undefined,
      );
    }
    this.#seeding = Promise.allSettled(attempts);
    try {
      await Promise.any(attempts);
    } catch (error) {
      const reasons = (error as AggregateError).errors as Error[];
      const tried = seeds.map(
        (seed, i) => `${formatHost(seed)} (${describeCause(reasons[i] as Error)})`,
      );
      throw new ClusterError(`Cannot connect to the cluster. Seeds tried: ${tried.join('; ')}.`, {
        code: 'CONNECT_FAILED',
        cause: error,
      });
    }
  }

  /** A node that told its name may still fail to tell what it owns. */
  #expectHealthyNode(): void {
    if (this.nodes.some(({ tending }) => tending.failures === 0)) return;
    const reasons = this.nodes.map(({ name, tending }) => {
      return `${name} (${tending.failure?.message ?? 'unknown'})`;
    });
    throw new ClusterError(`Cannot connect to the cluster. Nodes found: ${reasons.join('; ')}.`, {
      code: 'CONNECT_FAILED',
    });
  }

  #scheduleTend(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#tending = this.#tend().finally(() => this.#scheduleTend());
    }, this.#options.tendInterval);
  }

  async #tend(): Promise<void> {
    const tended = new Set<Node>();
    await this.#discover(tended);
    if (this.#closed) return;
    for (const node of this.nodes) {
      if (this.#isGone(node)) void this.#remove(node, new Error(`${node.name} left the cluster`));
    }
    if (this.#nodes.size === 0) {
      await this.#seed().catch(() => undefined);
      await this.#discover(tended);
    }
    const now = monotonicNow();
    await Promise.all(this.nodes.map((node) => maintain(node, now)));
  }

  /**
   * Looks after the nodes not yet tended, and at once after those that they tell of: a node is of
   * use only when it has told what it owns.
   */
  async #discover(tended: Set<Node>): Promise<void> {
    const { partitions } = this;
    const context: TendContext = { options: this.#options, wheel: this.#wheel, partitions };
    for (let i = 0; i < MAX_DISCOVERY_ROUNDS && !this.#closed; i++) {
      const found = this.nodes.filter((node) => !tended.has(node));
      if (found.length === 0) return;
      await Promise.all(found.map((node) => tendNode(node, context)));
      if (this.#closed) return;
      for (const node of found) tended.add(node);
      await this.#addPeers(found);
    }
  }

  /** Takes in the neighbours that these nodes tell of. */
  async #addPeers(nodes: readonly Node[]): Promise<void> {
    const unknown = new Map<string, Peer>();
    for (const node of nodes) {
      for (const peer of node.tending.peers) {
        if (!this.#nodes.has(peer.nodeName)) unknown.set(peer.nodeName, peer);
      }
    }
    await Promise.all([...unknown.values()].map((peer) => this.#addPeer(peer)));
  }

  /** A peer that cannot be reached is tried again at the next look. */
  async #addPeer(peer: Peer): Promise<void> {
    for (const address of peer.addresses) {
      const found = await identifyNode(address, this.#options, this.#wheel).catch(() => undefined);
      if (found === undefined) continue;
      if (found.name === peer.nodeName) {
        this.#add(found);
        return;
      }
      found.connection.close(new Error('another node listens there'));
    }
  }

  #add({ name, address, connection }: IdentifiedNode): void {
    if (this.#closed || this.#nodes.has(name)) {
      connection.close(new Error('not needed'));
      return;
    }
    log('info', 'aerospike.cluster', 'node added', { node: name, address: formatHost(address) });
    const { maxConnsPerNode, minConnsPerNode, pipelinesPerNode, pipelineDepth } = this.#options;
    const { connectTimeout, idleTimeout } = this.#options;
    const base = { address, node: name, connectTimeout, idleTimeout };
    const max = maxConnsPerNode - pipelinesPerNode;
    const min = Math.min(minConnsPerNode, pipelinesPerNode);
    this.#nodes.set(name, {
      name,
      address,
      pool: new ConnectionPool({ ...base, max, min: minConnsPerNode - min }, this.#wheel),
      pipelines: new PipelineGroup({ ...base, min, size: pipelinesPerNode, depth: pipelineDepth }),
      tending: newTendState(connection),
    });
  }

  /** Gone: replaced, silent for long, or dropped by all others while it does not answer. */
  #isGone(node: Node): boolean {
    if (node.tending.replaced || node.tending.failures >= MAX_TEND_FAILURES) return true;
    const others = this.nodes.filter((other) => other !== node && other.tending.failures === 0);
    if (others.length === 0 || node.tending.failures === 0) return false;
    return !others.some(({ tending }) =>
      tending.peers.some(({ nodeName }) => nodeName === node.name),
    );
  }

  async #remove(node: Node, cause: Error): Promise<void> {
    this.#nodes.delete(node.name);
    log('info', 'aerospike.cluster', 'node removed', { node: node.name, reason: cause.message });
    this.partitions.remove(node);
    node.tending.connection?.close(cause);
    await Promise.all([node.pool.close(cause), node.pipelines.close(cause)]);
  }
}

async function maintain(node: Node, now: number): Promise<void> {
  node.pipelines.maintain(now);
  await node.pool.maintain(now);
}
