import { PARTITION_COUNT } from '@aeroform/protocol';
import { newLineage } from '../cluster/partition-holder.js';
import type { Journal } from '../cluster/journal.js';
import type { SharedJournals } from '../cluster/shared-journals.js';
import type { Island } from '../cluster/island.js';
import type { Node, SharedByNodes } from '../cluster/node.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { optionError } from '../error/option-error.js';
import { withPorts } from './node-listeners.js';
import { ServedNode } from './served-node.js';
import type { ServerOptions } from './server-options.js';

/** Whether a node of a cluster runs, and whether the others reach it. */
export type ClusterNodeState = 'running' | 'cut off' | 'stopped' | 'removed';

/**
 * What clients find at a node that is cut off: `refuse` closes their connections and refuses new ones,
 * `hang` takes what they send and answers nothing, `serve` answers as before, so that both sides accept
 * writes (a split brain).
 */
export type CutMode = 'refuse' | 'hang' | 'serve';

const CUTS: Readonly<Record<CutMode, (served: ServedNode) => Promise<void> | void>> = {
  refuse: (served) => served.refuse(),
  hang: (served) => served.hang(),
  serve: () => undefined,
};

/** @throws {EmbeddedError} on an unknown mode. */
export function checkCutMode(mode: unknown): void {
  if (typeof mode === 'string' && Object.hasOwn(CUTS, mode)) return;
  const known = Object.keys(CUTS).join(', ');
  throw optionError(`the mode of a cut must be one of ${known}, found ${JSON.stringify(mode)}`);
}

/** A place in a cluster: the node there can be started and stopped, and is the same to clients. */
export class ClusterNode {
  readonly index: number;
  readonly #shared: SharedByNodes;
  #options: ServerOptions;
  readonly #journals: SharedJournals;
  #served: ServedNode | undefined;
  #journal: Journal | undefined;
  #state: ClusterNodeState = 'stopped';
  #cutMode: CutMode | undefined;
  /** Of the node when it was stopped: clients may not notice a short stop. */
  #partitionGeneration = 0;
  /** The nodes that it reaches; undefined while it is stopped. */
  island: Island | undefined;

  constructor(
    index: number,
    options: ServerOptions,
    shared: SharedByNodes,
    journals: SharedJournals,
  ) {
    this.index = index;
    this.#options = options;
    this.#shared = shared;
    this.#journals = journals;
  }

  get state(): ClusterNodeState {
    return this.#state;
  }

  /** Port that it listens on whenever it runs; 0 before its first start. */
  get port(): number {
    return this.#options.port;
  }

  /** @throws {EmbeddedError} while it is stopped. */
  get served(): ServedNode {
    if (this.#served === undefined) {
      throw new EmbeddedError('EMBEDDED_CLUSTER', `node ${this.index} is ${this.#state}`);
    }
    return this.#served;
  }

  get node(): Node {
    return this.served.node;
  }

  /** @throws {EmbeddedError} naming the state that it should have. */
  require(state: ClusterNodeState, verb: string): void {
    if (this.#state === state) return;
    throw new EmbeddedError(
      'EMBEDDED_CLUSTER',
      `node ${this.index} is ${this.#state}; only a node that is ${state} can be ${verb}`,
    );
  }

  /** Starts the node with what it has kept: nothing without a data directory. It is alone at first. */
  async open(): Promise<void> {
    const served = new ServedNode(this.#options, this.#shared);
    served.node.sharePartitions();
    served.node.partitionGeneration += this.#partitionGeneration;
    await served.listen();
    this.#options = withPorts(this.#options, served.node);
    this.#journal = served.node.journal;
    if (this.#journal !== undefined) served.node.journal = this.#journals.join(this.#journal);
    this.#served = served;
    this.#state = 'running';
    adoptRecords(served.node);
    this.#shared.metadata.join(served.node);
  }

  /** Stops the node: what it has in memory is gone. */
  async close(state: 'stopped' | 'removed'): Promise<void> {
    const { served } = this;
    this.#served = undefined;
    this.#state = state;
    this.#cutMode = undefined;
    this.#partitionGeneration = served.node.partitionGeneration;
    this.#shared.metadata.leave(served.node);
    if (this.#journal !== undefined) this.#journals.leave(this.#journal);
    await served.close();
  }

  /** Gives up the place of a node that is stopped. */
  forget(): void {
    this.#state = 'removed';
  }

  async cut(mode: CutMode): Promise<void> {
    this.#state = 'cut off';
    this.#cutMode = mode;
    await CUTS[mode](this.served);
  }

  async heal(): Promise<void> {
    if (this.#cutMode === 'refuse') await this.served.accept();
    if (this.#cutMode === 'hang') this.served.recover();
    this.#cutMode = undefined;
    this.#state = 'running';
  }
}

/** Records that a data directory has kept may differ from those of other nodes. */
function adoptRecords(node: Node): void {
  for (const { holder } of node.partitions?.values() ?? []) {
    for (let id = 0; id < PARTITION_COUNT; id++) {
      if (holder.namespace.partition(id).size === 0) continue;
      holder.copies[id] = { lineage: newLineage(), isComplete: true, isMaster: false };
    }
  }
}
