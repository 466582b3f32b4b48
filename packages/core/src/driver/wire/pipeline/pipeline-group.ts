import { ClusterError } from '../../../error/cluster-error.js';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import { connectFailure } from '../failure.js';
import type { Connection } from '../socket/connection.js';
import type { Connector } from '../socket/connector.js';
import type { CarriedCommand } from './carried-command.js';
import type { CommandSender } from './command-sender.js';
import { Pipeline, type PipelineListener } from './pipeline.js';

export interface PipelineGroupOptions {
  readonly connector: Connector;
  /** Connections. */
  readonly size: number;
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
    const pipeline = this.#leastLoaded();
    if (pipeline === undefined || (pipeline.load > 0 && !this.#isComplete())) this.#open();
    if (pipeline !== undefined && !pipeline.isFull) {
      command.sendOn(pipeline);
      return;
    }
    if (this.#closed) {
      command.onUnsent(this.#gone());
      return;
    }
    command.hold();
    if (!command.isSettled) this.#waiting.add(command);
  }

  /** Commands wait for each other here, never for want of connections. */
  withdraw(command: CarriedCommand): undefined {
    this.#waiting.delete(command);
  }

  /** Closes what has been idle for too long, before the server does; opens up to the minimum. */
  maintain(now: number): void {
    const { min, idleTimeout } = this.#options;
    for (const pipeline of this.#pipelines.slice()) pipeline.maintain(now, idleTimeout);
    const missing = min - this.#pipelines.length - this.#opening.size;
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
    this.#away.delete(pipeline);
    if (this.#closed || this.#isComplete()) {
      pipeline.retire();
      return;
    }
    this.#pipelines.push(pipeline);
    this.onRoom();
  }

  onPipelineBroken(): void {
    if (!this.#closed) this.#options.connector.breaker.count();
  }

  onPipelineClosed(pipeline: Pipeline): void {
    this.#away.delete(pipeline);
    this.#remove(pipeline);
    this.#openForWaiting();
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

  #isComplete(): boolean {
    return this.#pipelines.length + this.#opening.size >= this.#options.size;
  }

  #openForWaiting(): void {
    if (this.#waiting.size > 0) this.#open();
  }

  /** Opens one more connection, unless enough are open or on the way. */
  #open(): void {
    if (this.#closed || this.#isComplete()) return;
    const opening: Promise<void> = this.#options.connector.open().then(
      (connection) => {
        this.#opening.delete(opening);
        this.#adopt(connection);
      },
      (error: Error) => {
        this.#opening.delete(opening);
        if (this.#pipelines.length > 0 || this.#opening.size > 0) return;
        this.#refuseWaiting(connectFailure(this.#options.connector.node, error));
      },
    );
    this.#opening.add(opening);
  }

  #adopt(connection: Connection): void {
    if (this.#closed || connection.closed) {
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
