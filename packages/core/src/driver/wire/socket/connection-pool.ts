import { ClusterError } from '../../../error/cluster-error.js';
import { connectFailure, timeoutFailure } from '../failure.js';
import type { Connection, ConnectionOwner } from './connection.js';
import { ConnectionWaiter } from './connection-waiter.js';
import type { Connector } from './connector.js';
import type { Limits } from './exchange.js';
import { monotonicNow, type TimingWheel } from './timing-wheel.js';

export interface PoolOptions {
  readonly connector: Connector;
  /** Most connections open at a time. */
  readonly max: number;
  /** Connections kept open although idle. */
  readonly min: number;
  /** Milliseconds after which an idle connection is closed. */
  readonly idleTimeout: number;
}

/**
 * Connections of one node that serve one request at a time: queries, batches, info. The most
 * recently used goes out first, so that those not needed grow idle and are closed.
 */
export class ConnectionPool implements ConnectionOwner {
  readonly #options: PoolOptions;
  readonly #wheel: TimingWheel;
  readonly #idle: Connection[] = [];
  readonly #waiting: ConnectionWaiter[] = [];
  /** Open connections, in use or idle. */
  readonly #open = new Set<Connection>();
  /** Those in use that must not be used again. */
  readonly #outdated = new WeakSet<Connection>();
  readonly #connecting = new Set<Promise<Connection>>();
  #closed = false;

  constructor(options: PoolOptions, wheel: TimingWheel) {
    this.#options = options;
    this.#wheel = wheel;
  }

  /** Connections that are open or on the way. */
  get size(): number {
    return this.#open.size + this.#connecting.size;
  }

  /** Open connections that nobody uses. */
  get idle(): number {
    return this.#idle.length;
  }

  /** Requests that wait for a connection. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * A connection for the caller alone. When none is idle, waits until one is open or comes free.
   *
   * @throws {ClusterError} when the node refuses; `NO_MORE_CONNECTIONS` when none came free in time.
   * @throws {AerospikeTimeoutError} when none was open in time.
   */
  async acquire(limits: Limits): Promise<Connection> {
    if (this.#closed) throw this.#gone();
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      idle.disown();
      return idle;
    }
    if (this.size < this.#options.max) this.#openForWaiting();
    return new ConnectionWaiter(this.#wheel, limits, () => this.#overdue()).wait(this.#waiting);
  }

  /** Takes back what `acquire` gave, after the whole answer was read; a closed one makes room. */
  release(connection: Connection): void {
    if (connection.lateAnswer !== undefined) {
      connection.lateAnswer.onEnd = () => this.release(connection);
      return;
    }
    if (this.#outdated.has(connection)) connection.close(new Error('no longer logged in'));
    if (connection.closed) {
      this.#forget(connection);
      return;
    }
    connection.lastUsed = monotonicNow();
    connection.disown();
    const waiter = this.#waiting[0];
    if (waiter !== undefined) {
      waiter.grant(connection);
      return;
    }
    connection.owner = this;
    this.#idle.push(connection);
  }

  /** Closes what has been idle for too long, before the server does; opens up to the minimum. */
  async maintain(now: number): Promise<void> {
    const { min, idleTimeout } = this.#options;
    for (const connection of this.#idle.slice()) {
      if (now - connection.lastUsed < idleTimeout) break;
      connection.close(new Error('idle for too long'));
    }
    const missing = Math.max(0, min - this.size);
    const opened = await Promise.allSettled(Array.from({ length: missing }, () => this.#connect()));
    for (const result of opened) {
      if (result.status === 'fulfilled') this.release(result.value);
    }
  }

  /** Closes the idle connections now, and those in use when they come back. */
  renew(): void {
    for (const connection of this.#open) this.#outdated.add(connection);
    for (const connection of this.#idle.slice()) connection.close(new Error('no longer logged in'));
  }

  /** Resolves when nothing is open, nor on its way to be. */
  async close(cause: Error): Promise<void> {
    this.#closed = true;
    for (const connection of this.#open) connection.close(cause);
    this.#refuseAll(this.#gone());
    await Promise.allSettled(this.#connecting);
  }

  /** An idle connection says something: nobody asked, so nobody can trust it. */
  onFrame(): boolean {
    throw new Error('an answer without a request');
  }

  onClose(_cause: Error, connection: Connection): void {
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#forget(connection);
  }

  async #connect(): Promise<Connection> {
    const connecting = this.#openSocket();
    this.#connecting.add(connecting);
    try {
      const connection = await connecting;
      this.#open.add(connection);
      return connection;
    } catch (error) {
      const failure = connectFailure(this.#options.connector.node, error as Error);
      if (this.size === 1) this.#refuseAll(failure);
      throw failure;
    } finally {
      this.#connecting.delete(connecting);
    }
  }

  async #openSocket(): Promise<Connection> {
    const connection = await this.#options.connector.open();
    if (!this.#closed) return connection;
    connection.close(this.#gone());
    throw this.#gone();
  }

  #refuseAll(cause: Error): void {
    for (const waiter of this.#waiting.slice()) waiter.refuse(cause);
  }

  /** A connection is gone: whoever waits may open another. */
  #forget(connection: Connection): void {
    this.#open.delete(connection);
    if (!this.#closed && this.#waiting.length > 0) this.#openForWaiting();
  }

  /** Opens a connection for whoever is the first in line then. */
  #openForWaiting(): void {
    this.#connect().then(
      (connection) => this.release(connection),
      (error: Error) => this.#waiting[0]?.refuse(error),
    );
  }

  #overdue(): Error {
    if (this.size >= this.#options.max) return this.#noneFree();
    const { node } = this.#options.connector;
    return timeoutFailure(`No connection to node ${node} was open in time`, { node });
  }

  #noneFree(): ClusterError {
    const { max, connector } = this.#options;
    const { node } = connector;
    const remedy = 'raise config.maxConnsPerNode, or have fewer calls on the way';
    return new ClusterError(
      `None of the ${max} connections to node ${node} came free in time. Remedy: ${remedy}.`,
      { code: 'NO_MORE_CONNECTIONS', node, remedy },
    );
  }

  #gone(): ClusterError {
    const { node } = this.#options.connector;
    return new ClusterError(`Node ${node} is no longer in use.`, { code: 'NODE_GONE', node });
  }
}
