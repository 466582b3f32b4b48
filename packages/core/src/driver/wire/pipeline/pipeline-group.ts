import { ClusterError } from '../../../error/cluster-error.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { connectFailure } from '../failure.js';
import type { Connection } from '../socket/connection.js';
import type { ConnectionPool } from '../socket/connection-pool.js';
import type { Connector } from '../socket/connector.js';
import { idleNow } from '../socket/idle-clock.js';
import type { CarriedCommand } from './carried-command.js';
import type { CommandSender } from './command-sender.js';
import { Pipeline, type PipelineListener } from './pipeline.js';

export interface PipelineGroupOptions {
  readonly connector: Connector;
  /** Connections that take commands. */
  readonly size: number;
  /** Lends room for as many more, while others take none and are still open. */
  readonly pool: ConnectionPool;
  /** Connections kept open although idle. */
  readonly min: number;
  /** Milliseconds after which an idle connection is closed. */
  readonly idleTimeout: number;
  /** Commands on the way on each. */
  readonly depth: number;
}

/** The pipelines of one node, and the line in front of them. */
export class PipelineGroup implements CommandSender, PipelineListener {
  readonly #options: PipelineGroupOptions;
  /** Those that take commands. */
  readonly #pipelines: Pipeline[] = [];
  /** Those that take none and are still open: they wait for answers. */
  readonly #away = new Set<Pipeline>();
  readonly #waiting = new Set<CarriedCommand>();
  readonly #opening = new Set<Promise<void>>();
  #closed = false;

  constructor(options: PipelineGroupOptions) {
    this.#options = options;
    options.pool.onSpare = () => this.#openForWaiting();
  }

  /** Commands on the way on each open connection. */
  get loads(): number[] {
    return this.#all.map((pipeline) => pipeline.load);
  }

  /** Commands that wait for room. */
  get waiting(): number {
    return this.#waiting.size;
  }

  submit(command: CarriedCommand): void {
    const pipeline = this.#leastLoadedNow();
    if (pipeline !== undefined && !pipeline.isFull) {
      if (pipeline.load > 0 && !this.#isComplete()) this.#open();
      command.sendOn(pipeline);
      return;
    }
    if (this.#closed) {
      command.onUnsent(this.#gone());
      return;
    }
    command.hold();
    if (command.isSettled) return;
    this.#waiting.add(command);
    this.#openForWaiting();
  }

  /** Commands wait for each other here, or for a node that is silent: not for want of connections. */
  withdraw(command: CarriedCommand): undefined {
    this.#waiting.delete(command);
  }

  /** Closes what has been idle for too long, before the server does; opens up to the minimum. */
  maintain(): void {
    const { min } = this.#options;
    const since = this.#idleSince;
    for (const pipeline of this.#pipelines.slice()) {
      if (pipeline.isIdleSince(since)) pipeline.retire();
      else pipeline.endSilence();
    }
    this.#endHopeless(since);
    const missing = min - this.#total;
    for (let i = 0; i < missing; i++) this.#open();
  }

  /** Connections take no more commands, and close when those on the way are answered. */
  renew(): void {
    for (const pipeline of this.#all) pipeline.retire();
  }

  /** Resolves when nothing is open, nor on its way to be. */
  async close(cause: Error): Promise<void> {
    this.#closed = true;
    for (const pipeline of this.#all) pipeline.connection.close(cause);
    this.#refuseWaiting(this.#gone());
    await Promise.all(this.#opening);
  }

  onRoom(): void {
    if (this.#waiting.size === 0) return;
    for (const command of this.#waiting) {
      const pipeline = this.#leastLoaded();
      if (pipeline === undefined || pipeline.isFull) return;
      this.#waiting.delete(command);
      command.sendOn(pipeline);
    }
  }

  /** As many may wait for late answers as there are pipelines: those beyond end. */
  onPipelineAway(pipeline: Pipeline): void {
    this.#remove(pipeline);
    this.#away.add(pipeline);
    if (this.#away.size > this.#options.size) pipeline.retire();
    this.#openForWaiting();
  }

  onPipelineBack(pipeline: Pipeline): void {
    if (this.#closed || this.#isComplete()) {
      pipeline.retire();
      return;
    }
    this.#away.delete(pipeline);
    this.#pipelines.push(pipeline);
    this.onRoom();
  }

  onPipelineBroken(): void {
    if (!this.#closed) this.#options.connector.breaker.count();
  }

  onPipelineClosed(pipeline: Pipeline): void {
    this.#away.delete(pipeline);
    this.#remove(pipeline);
    this.#giveBack();
    this.#openForWaiting();
  }

  /** Connections that are open or on the way. */
  get #total(): number {
    return this.#pipelines.length + this.#away.size + this.#opening.size;
  }

  /** What was sent later is not idle for too long. */
  get #idleSince(): number {
    return idleNow() - this.#options.idleTimeout;
  }

  get #all(): Pipeline[] {
    return [...this.#pipelines, ...this.#away];
  }

  #remove(pipeline: Pipeline): void {
    const at = this.#pipelines.indexOf(pipeline);
    if (at >= 0) this.#pipelines.splice(at, 1);
  }

  #leastLoaded(): Pipeline | undefined {
    const pipelines = this.#pipelines;
    let best = pipelines[0];
    for (let i = 1; i < pipelines.length; i++) {
      const pipeline = pipelines[i] as Pipeline;
      if (pipeline.load < (best as Pipeline).load) best = pipeline;
    }
    return best;
  }

  /** Without those that the server may have closed meanwhile: the process may have stood still. */
  #leastLoadedNow(): Pipeline | undefined {
    let best = this.#leastLoaded();
    if (best === undefined || best.load > 0) return best;
    const since = this.#idleSince;
    while (best?.isIdleSince(since) === true) {
      best.retire();
      best = this.#leastLoaded();
    }
    return best;
  }

  #isComplete(): boolean {
    return this.#pipelines.length + this.#opening.size >= this.#options.size;
  }

  /** Commands in line have no connection that they could hope for. */
  #isStranded(): boolean {
    return this.#waiting.size > 0 && this.#pipelines.length + this.#opening.size === 0;
  }

  #openForWaiting(): void {
    if (this.#waiting.size === 0) return;
    this.#open();
    if (this.#isStranded()) this.#endPatience();
  }

  /** Late answers that nobody wants are no longer waited for: commands need the room. */
  #endPatience(): void {
    for (const pipeline of this.#away) {
      if (pipeline.isWanted) continue;
      pipeline.retire();
      return;
    }
  }

  /** Who has waited for an answer so long does not keep others from being served. */
  #endHopeless(since: number): void {
    const { size, pool } = this.#options;
    const isInTheWay = this.#total > size && pool.waiting > 0;
    if (!isInTheWay && !this.#isStranded()) return;
    for (const { connection } of this.#away) {
      if (connection.sentAt <= since) connection.close(new Error('no answer came'));
    }
  }

  /** Whether there may be one more: the pool has one less, then, for each beyond the size. */
  #claimRoom(): boolean {
    const { size, pool } = this.#options;
    const total = this.#total;
    return total < size || (total < 2 * size && pool.lend());
  }

  /** To be called as soon as there is one less. */
  #giveBack(): void {
    const { size, pool } = this.#options;
    if (this.#total >= size) pool.takeBack();
  }

  /** Opens one more connection, unless enough are open or on the way. */
  #open(): void {
    if (this.#closed || this.#isComplete() || !this.#claimRoom()) return;
    const opening: Promise<void> = this.#options.connector.open().then(
      (connection) => {
        this.#opening.delete(opening);
        this.#adopt(connection);
      },
      (error: Error) => {
        this.#opening.delete(opening);
        this.#giveBack();
        if (this.#pipelines.length > 0 || this.#opening.size > 0) return;
        this.#refuseWaiting(connectFailure(this.#options.connector.node, error));
      },
    );
    this.#opening.add(opening);
  }

  #adopt(connection: Connection): void {
    if (this.#closed || connection.closed) {
      this.#giveBack();
      connection.close(this.#gone());
      this.#openForWaiting();
      return;
    }
    this.#pipelines.push(new Pipeline(connection, this.#options.depth, this));
    this.onRoom();
  }

  #refuseWaiting(error: AerospikeError): void {
    const commands = [...this.#waiting];
    this.#waiting.clear();
    for (const command of commands) command.onUnsent(error);
  }

  #gone(): ClusterError {
    const { node } = this.#options.connector;
    return new ClusterError(`Node ${node} is no longer in use.`, { code: 'NODE_GONE', node });
  }
}
