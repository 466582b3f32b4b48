import { setMaxListeners } from 'node:events';
import { formatHost, type Peer } from '@aeroform/protocol';
import { ClusterError } from '../../../error/cluster-error.js';
import { log } from '../../../observability/log.js';
import { describeCause } from '../failure.js';
import { ExclusiveSender } from '../pipeline/exclusive-sender.js';
import { PipelineGroup } from '../pipeline/pipeline-group.js';
import { ConnectionPool } from '../socket/connection-pool.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';
import type { Address } from '../socket/address.js';
import type { ClusterHost } from './cluster-host.js';
import { connectionRefused } from './connection-refused.js';
import { Errands } from './errands.js';
import { type IdentifiedNode, identifyNode } from './identify-node.js';
import { askPeers, identifySeed } from './identify-seed.js';
import { hasMoved, isGone } from './is-gone.js';
import { isOfCluster } from './is-of-cluster.js';
import { closeCarriers, LeavingNodes } from './leaving-nodes.js';
import { reachable } from './node-address.js';
import { newTendState, type Node } from './node.js';
import { PartitionMap } from './partition-map.js';
import { type TendContext, tendNode } from './tend-node.js';
import type { WireOptions } from './wire-options.js';

/** Looks that take long follow each other after this part of the tend interval, at least. */
const LEAST_PAUSE = 1 / 4;
/** Rounds of discovery in one tend: peers of peers of peers. */
const MAX_DISCOVERY_ROUNDS = 5;

/** The nodes of a cluster, kept up to date while connected. */
export class Cluster {
  readonly partitions: PartitionMap = new PartitionMap();
  readonly #nodes = new Map<string, Node>();
  readonly #options: WireOptions;
  readonly #wheel: TimingWheel;
  readonly #ending = new AbortController();
  readonly #host: ClusterHost;
  /** What is asked of nodes. One that does not answer holds up the others for a tend interval at most. */
  readonly #errands = new Errands();
  readonly #leaving = new LeavingNodes();
  #timer: NodeJS.Timeout | undefined;
  #tending: Promise<void> | undefined;
  /** Seeds that have not answered yet. */
  #seeding: Promise<unknown> | undefined;
  /** Looks at the cluster since the errors of its nodes were last forgotten. */
  #looks = 0;
  #turn = 0;

  constructor(options: WireOptions, wheel: TimingWheel) {
    this.#options = options;
    this.#wheel = wheel;
    const { signal } = this.#ending;
    // Every connection that is being opened listens.
    setMaxListeners(0, signal);
    this.#host = { options, wheel, signal };
  }

  /** Aborted when the client is closed: for what waits without a connection. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  get isClosed(): boolean {
    return this.#ending.signal.aborted;
  }

  get hasLogin(): boolean {
    return this.#options.credentials !== undefined;
  }

  /** Racks to read from, the best first; empty when racks do not matter. */
  get rackIds(): readonly number[] {
    return this.#options.rackIds;
  }

  /** Counts up with each call: for what goes round in turn. */
  nextTurn(): number {
    this.#turn = (this.#turn + 1) & 0xff_ffff;
    return this.#turn;
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
    await this.#tend(Infinity);
    this.#ending.signal.throwIfAborted();
    this.#expectHealthyNode();
    this.#scheduleTend(this.#options.tendInterval);
  }

  /** Ends everything that is under way to connect; what is left is for {@link close}. */
  giveUp(cause: Error): void {
    this.#ending.abort(cause);
  }

  async close(cause: Error): Promise<void> {
    this.giveUp(cause);
    clearTimeout(this.#timer);
    const nodes = this.nodes;
    await Promise.all([
      ...nodes.map((node) => this.#remove(node, cause)),
      this.#leaving.close(cause),
    ]);
    await this.#tending?.catch(() => undefined);
    await this.#errands.done();
    await this.#seeding;
    // The look that was under way may have connected anew.
    for (const node of nodes) node.tending.connection?.close(cause);
  }

  /**
   * Asks all seeds at once and goes on with the first that is fit. The others are taken in when they
   * are of the same cluster.
   */
  async #seed(): Promise<void> {
    const { seeds } = this.#options;
    const attempts = seeds.map((seed) => this.#askSeed(seed));
    this.#seeding = Promise.allSettled(attempts);
    try {
      await Promise.any(attempts);
    } catch (error) {
      const reasons = (error as AggregateError).errors as Error[];
      const tried = seeds.map(
        (seed, i) => `${formatHost(seed)} (${describeCause(reasons[i] as Error)})`,
      );
      throw connectionRefused(`Seeds tried: ${tried.join('; ')}`, reasons);
    }
  }

  async #askSeed(seed: Address): Promise<void> {
    try {
      const found = await identifySeed(seed, this.#host);
      const isFirst = this.#nodes.size === 0;
      if (isFirst || isOfCluster(found.name, await askPeers(found, this.#host), this.nodes)) {
        this.#add(found);
      } else {
        this.#refuse(found, seed);
      }
    } catch (error) {
      const fields = { address: formatHost(seed), reason: describeCause(error as Error) };
      if (!this.isClosed) log('warn', 'aerospike.cluster', 'seed does not answer', fields);
      throw error;
    }
  }

  /** It may be one of a cluster that is only coming together: then its neighbours tell of it soon. */
  #refuse({ name, connection }: IdentifiedNode, seed: Address): void {
    connection.close(new Error('it belongs to another cluster'));
    if (this.isClosed) return;
    const nodes = this.nodes.map((node) => node.name);
    const fields = { address: formatHost(seed), node: name, nodes };
    log('warn', 'aerospike.cluster', 'seed is not of the cluster that answered first', fields);
  }

  /** A node that told its name may still fail to tell what it owns. */
  #expectHealthyNode(): void {
    if (this.nodes.some(({ tending }) => tending.failures === 0)) return;
    const reasons = this.nodes.map(({ tending }) => tending.failure ?? new Error('unknown'));
    const found = this.nodes.map(({ name }, i) => `${name} (${(reasons[i] as Error).message})`);
    throw connectionRefused(`Nodes found: ${found.join('; ')}`, reasons);
  }

  /** Looks set out at intervals, however long they take. */
  #scheduleTend(pause: number): void {
    if (this.isClosed) return;
    const { tendInterval } = this.#options;
    this.#timer = setTimeout(() => {
      const startedAt = monotonicNow();
      this.#tending = this.#tend(tendInterval).finally(() => {
        const left = tendInterval - (monotonicNow() - startedAt);
        this.#scheduleTend(Math.max(left, tendInterval * LEAST_PAUSE));
      });
    }, pause);
  }

  async #tend(patience: number): Promise<void> {
    const tended = new Set<Node>();
    await this.#discover(tended, patience);
    if (this.isClosed) return;
    for (const node of this.nodes) {
      if (isGone(node, this.nodes)) this.#letGo(node);
    }
    if (this.#nodes.size === 0) {
      log('warn', 'aerospike.cluster', 'no node is left: asking the seeds again');
      await this.#seed().catch(() => undefined);
      await this.#discover(tended, patience);
    }
    if (++this.#looks >= this.#options.errorRateWindow) this.#endWindow();
    const now = monotonicNow();
    this.#leaving.maintain(now);
    await Promise.all(this.nodes.map(maintain));
  }

  #endWindow(): void {
    this.#looks = 0;
    for (const { breaker } of this.nodes) breaker.endWindow();
  }

  /**
   * Looks after the nodes not yet tended, and at once after those that they tell of: a node is of
   * use only when it has told what it owns.
   */
  async #discover(tended: Set<Node>, patience: number): Promise<void> {
    const { partitions } = this;
    const context: TendContext = { host: this.#host, partitions };
    for (let i = 0; i < MAX_DISCOVERY_ROUNDS && !this.isClosed; i++) {
      const found = this.nodes.filter((node) => !tended.has(node));
      if (found.length === 0) return;
      await Promise.all(
        found.map((node) => this.#errands.run(node, patience, () => tendNode(node, context))),
      );
      if (this.isClosed) return;
      for (const node of found) tended.add(node);
      await this.#addPeers(found, patience);
    }
  }

  /** Takes in the neighbours that these nodes tell of. */
  async #addPeers(nodes: readonly Node[], patience: number): Promise<void> {
    const unknown = new Map<string, Peer>();
    for (const node of nodes) {
      for (const peer of node.tending.peers) {
        const known = this.#nodes.get(peer.nodeName);
        if (known === undefined || hasMoved(known, peer, this.#host))
          unknown.set(peer.nodeName, peer);
      }
    }
    await Promise.all(
      [...unknown].map(([name, peer]) =>
        this.#errands.run(name, patience, () => this.#addPeer(peer)),
      ),
    );
  }

  /** A peer that cannot be reached is tried again at the next look. */
  async #addPeer(peer: Peer): Promise<void> {
    for (const told of peer.addresses) {
      const address = reachable(told, peer.tlsName, this.#host);
      const found = await identifyNode(address, this.#host).catch((error: Error) => {
        const fields = { node: peer.nodeName, address: formatHost(address), reason: error.message };
        log('warn', 'aerospike.cluster', 'peer does not answer', fields);
      });
      if (found === undefined) continue;
      if (found.name === peer.nodeName) {
        const known = this.#nodes.get(found.name);
        const cause = new Error(`${found.name} has moved to ${formatHost(address)}`);
        if (known !== undefined && known.tending.failures > 0) void this.#remove(known, cause);
        this.#add(found);
        return;
      }
      found.connection.close(new Error('another node listens there'));
    }
  }

  #add({ name, address, build, connector, connection }: IdentifiedNode): void {
    if (this.isClosed || this.#nodes.has(name)) {
      connection.close(new Error('not needed'));
      return;
    }
    log('info', 'aerospike.cluster', 'node added', { node: name, address: formatHost(address) });
    const { maxConnsPerNode, minConnsPerNode, pipelinesPerNode, pipelineDepth } = this.#options;
    const base = { connector, idleTimeout: this.#options.idleTimeout };
    const max = maxConnsPerNode - pipelinesPerNode;
    const min = Math.min(minConnsPerNode, pipelinesPerNode);
    const pool = new ConnectionPool({ ...base, max, min: minConnsPerNode - min }, this.#wheel);
    const sizes = { min, size: pipelinesPerNode, depth: pipelineDepth };
    const pipelines = new PipelineGroup({ ...base, ...sizes, pool });
    connector.serve(pool, pipelines);
    const { breaker } = connector;
    const exclusive = new ExclusiveSender(pool, breaker);
    const tending = newTendState(connection);
    const carriers = { pool, pipelines, exclusive };
    this.#nodes.set(name, { name, build, connector, breaker, ...carriers, tending });
  }

  /** One that answers goes on with what is on the way to it. */
  #letGo(node: Node): void {
    const cause = new Error(`${node.name} left the cluster`);
    if (node.tending.failures > 0) {
      void this.#remove(node, cause);
      return;
    }
    this.#forget(node, cause);
    this.#leaving.add(node, monotonicNow());
  }

  async #remove(node: Node, cause: Error): Promise<void> {
    this.#forget(node, cause);
    await closeCarriers(node, cause);
  }

  #forget(node: Node, cause: Error): void {
    this.#nodes.delete(node.name);
    log('info', 'aerospike.cluster', 'node removed', { node: node.name, reason: cause.message });
    this.partitions.remove(node);
    node.tending.isGone = true;
    node.tending.connection?.close(cause);
  }
}

async function maintain({ pipelines, pool }: Node): Promise<void> {
  pipelines.maintain();
  await pool.maintain();
}
