import { Island, type PeersGeneration } from '../cluster/island.js';
import type { Node, SharedByNodes } from '../cluster/node.js';
import { SharedJournals } from '../cluster/shared-journals.js';
import { SystemMetadata } from '../cluster/system-metadata.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { AccessControl } from '../security/access-control.js';
import { Clock } from '../storage/clock.js';
import { MAX_NODES } from '../storage/namespace-options.js';
import { TransactionRegistry } from '../transaction/transaction-registry.js';
import { checkCutMode, ClusterNode, type CutMode } from './cluster-node.js';
import { type ClusterNodeOptions, type ClusterOptions, nodeOptions } from './cluster-options.js';

/** Which nodes a cluster has, and which of them reach each other. Changes are made one by one. */
export class ClusterMembership {
  readonly #options: ClusterOptions;
  readonly shared: SharedByNodes;
  readonly #generation: PeersGeneration = { peers: 0 };
  /** The nodes that run and are not cut off. */
  readonly main: Island;
  readonly #journals = new SharedJournals();
  readonly #nodes: ClusterNode[] = [];
  #isClosed = false;
  /** The change that is being made. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(options: ClusterOptions) {
    this.#options = options;
    const { security } = nodeOptions(options, 0, options.nodes[0] ?? {});
    this.shared = {
      clock: new Clock(),
      metadata: new SystemMetadata(),
      access: security === undefined ? undefined : new AccessControl(security),
      transactions: new TransactionRegistry(),
    };
    this.main = new Island(options.migrationDelay, this.#generation);
  }

  /** In the order of their indexes; removed ones are not there. */
  get nodes(): readonly ClusterNode[] {
    return this.#nodes.filter(({ state }) => state !== 'removed');
  }

  /** The nodes that run and are not cut off, in the order of their indexes. */
  get running(): readonly Node[] {
    return this.#nodes.filter(({ state }) => state === 'running').map(({ node }) => node);
  }

  /** @throws {EmbeddedError} when there is none of that index. */
  node(index: number): ClusterNode {
    const node = this.#nodes[index];
    if (node !== undefined && node.state !== 'removed') return node;
    const indexes = this.nodes.map((each) => each.index).join(', ');
    throw new EmbeddedError(
      'EMBEDDED_CLUSTER',
      `there is no node ${String(index)}; the nodes of this cluster are ${indexes}`,
    );
  }

  /** Starts all nodes together. When one can't listen, the others are stopped again. */
  async open(): Promise<void> {
    const nodes = this.#options.nodes.map((each) => this.#place(each));
    try {
      for (const node of nodes) await node.open();
    } catch (error) {
      await this.close();
      throw error;
    }
    await this.#join(nodes);
  }

  add(options: ClusterNodeOptions): Promise<ClusterNode> {
    return this.#change(async () => {
      if (this.nodes.length >= MAX_NODES) {
        throw new EmbeddedError('EMBEDDED_CLUSTER', `a cluster has at most ${MAX_NODES} nodes`);
      }
      const node = this.#place(options);
      try {
        await node.open();
      } catch (error) {
        this.#nodes.pop();
        throw error;
      }
      await this.#join([node]);
      return node;
    });
  }

  start(node: ClusterNode): Promise<void> {
    return this.#change(async () => {
      node.require('stopped', 'started');
      await node.open();
      await this.#join([node]);
    });
  }

  stop(node: ClusterNode): Promise<void> {
    return this.#change(async () => {
      if (node.state === 'stopped') return;
      await this.#leave(node, 'stopped');
      await this.#settled();
    });
  }

  /** Its records move to other nodes first, as after the server's `quiesce`. */
  remove(node: ClusterNode): Promise<void> {
    return this.#change(async () => {
      if (node.state === 'running' && this.main.nodes.length > 1) {
        node.node.isQuiesced = true;
        this.main.regroup(this.main.nodes);
        await this.main.migrated();
      }
      if (node.state === 'stopped') node.forget();
      else await this.#leave(node, 'removed');
      await this.#settled();
    });
  }

  cut(node: ClusterNode, mode: CutMode): Promise<void> {
    return this.#change(async () => {
      checkCutMode(mode);
      node.require('running', 'cut off');
      const cutOff = node.cut(mode);
      this.main.regroup(this.main.nodes.filter((each) => each !== node.node));
      node.island = new Island(this.#options.migrationDelay, this.#generation);
      node.island.regroup([node.node]);
      await cutOff;
      await this.#settled();
    });
  }

  heal(node: ClusterNode): Promise<void> {
    return this.#change(async () => {
      node.require('cut off', 'healed');
      await node.heal();
      await this.#join([node]);
    });
  }

  /** Stops all nodes for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#busy;
    this.main.close();
    const open = this.nodes.filter(({ state }) => state !== 'stopped');
    for (const node of open) node.island?.close();
    await Promise.all(open.map((node) => node.close('stopped')));
  }

  #place(options: ClusterNodeOptions): ClusterNode {
    const index = this.#nodes.length;
    const server = nodeOptions(this.#options, index, options);
    const node = new ClusterNode(index, server, this.shared, this.#journals);
    this.#nodes.push(node);
    return node;
  }

  async #join(nodes: readonly ClusterNode[]): Promise<void> {
    for (const node of nodes) {
      node.island?.close();
      node.island = this.main;
    }
    this.main.regroup([...this.main.nodes, ...nodes.map(({ node }) => node)]);
    await this.#settled();
  }

  async #leave(node: ClusterNode, state: 'stopped' | 'removed'): Promise<void> {
    const gone = node.node;
    const closed = node.close(state);
    const { island } = node;
    node.island = undefined;
    if (island === this.main) this.main.regroup(this.main.nodes.filter((each) => each !== gone));
    else island?.close();
    await closed;
  }

  /** With a delay, callers see what clients see while records move. */
  async #settled(): Promise<void> {
    if (this.#options.migrationDelay === 0) await this.main.migrated();
  }

  #change<T>(make: () => Promise<T>): Promise<T> {
    const made = this.#busy.then(() => {
      if (!this.#isClosed) return make();
      throw new EmbeddedError('EMBEDDED_CLUSTER', 'the cluster is stopped; start another one');
    });
    this.#busy = made.catch(() => undefined);
    return made;
  }
}
