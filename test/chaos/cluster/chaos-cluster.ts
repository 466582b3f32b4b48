import { monitorEventLoopDelay } from 'node:perf_hooks';
import { EmbeddedCluster, type EmbeddedClusterNode } from '@aeroform/embedded';

/** What can be done to a node. */
export type NodeAction =
  | 'stop'
  | 'start'
  | 'cut off, refusing'
  | 'cut off, hanging'
  | 'cut off, serving'
  | 'heal'
  | 'slow down'
  | 'lose answers'
  | 'clear faults';

/** A cluster of which nodes can be disturbed. */
export interface ChaosCluster {
  /** Where each node listens, whether it runs or not: `host:port`. */
  hosts(): Promise<readonly string[]>;
  /** Name of a node that runs. */
  nodeName(index: number): Promise<string>;
  do(index: number, action: NodeAction): Promise<void>;
  /** Commands that came to this node, 0 while it is stopped. */
  commands(index: number): Promise<number>;
  /** Longest time in ms in which the process of the nodes did nothing for anybody, since the last call. */
  longestStall(): Promise<number>;
  /** Resolves when no records are on the move. */
  migrated(): Promise<void>;
  end(): Promise<void>;
}

/** Of the commands to a node that is slow, this share takes longer. */
const SLOW_SHARE = 0.3;
const SLOW_BY_MS = 100;
/** Of those to one that loses answers, this share is carried out, and the client does not hear of it. */
const LOST_SHARE = 0.03;
const LOSSES = [
  { kind: 'reset', applied: true },
  { kind: 'timeout', applied: true },
  { kind: 'half-answer' },
  { kind: 'garbage-answer' },
] as const;

const ACTIONS: Readonly<Record<NodeAction, (node: EmbeddedClusterNode) => Promise<void> | void>> = {
  stop: (node) => node.stop(),
  start: (node) => node.start(),
  'cut off, refusing': (node) => node.cut('refuse'),
  'cut off, hanging': (node) => node.cut('hang'),
  'cut off, serving': (node) => node.cut('serve'),
  heal: (node) => node.heal(),
  'slow down': ({ faults }) => {
    faults.add({ do: { kind: 'delay', ms: SLOW_BY_MS }, probability: SLOW_SHARE });
  },
  'lose answers': ({ faults }) => {
    for (const loss of LOSSES) faults.add({ do: loss, probability: LOST_SHARE / LOSSES.length });
  },
  'clear faults': ({ faults }) => faults.clear(),
};

/** Three nodes with two copies of each record, in this process. */
export class LocalCluster implements ChaosCluster {
  readonly #cluster: EmbeddedCluster;
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });

  private constructor(cluster: EmbeddedCluster) {
    this.#cluster = cluster;
    this.#delay.enable();
  }

  /** @param migrationDelay - milliseconds before each of the two steps in which records move. */
  static async start(migrationDelay: number): Promise<LocalCluster> {
    const options = { nodes: 3, replicationFactor: 2, migrationDelay };
    return new LocalCluster(await EmbeddedCluster.start(options));
  }

  hosts(): Promise<readonly string[]> {
    return Promise.resolve(this.#cluster.nodes.map(({ port }) => `127.0.0.1:${port}`));
  }

  nodeName(index: number): Promise<string> {
    return Promise.resolve(this.#cluster.node(index).id);
  }

  async do(index: number, action: NodeAction): Promise<void> {
    await ACTIONS[action](this.#cluster.node(index));
  }

  commands(index: number): Promise<number> {
    const node = this.#cluster.node(index);
    return Promise.resolve(node.state === 'stopped' ? 0 : node.inspect().commands);
  }

  longestStall(): Promise<number> {
    const longest = this.#delay.max / 1e6;
    this.#delay.reset();
    return Promise.resolve(Math.round(longest));
  }

  migrated(): Promise<void> {
    return this.#cluster.migrated();
  }

  end(): Promise<void> {
    this.#delay.disable();
    return this.#cluster.stop();
  }
}
