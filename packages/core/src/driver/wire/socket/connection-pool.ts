import type { AerospikeError } from '../../../error/aerospike-error.js';
import { ClusterError } from '../../../error/cluster-error.js';
import { connectFailure, timeoutFailure } from '../failure.js';
import type { Connection, ConnectionOwner } from './connection.js';
import type { ConnectionTaker } from './connection-taker.js';
import { type ConnectionLine, ConnectionWaiter } from './connection-waiter.js';
import type { Connector } from './connector.js';
import type { Limits } from './exchange.js';
import { idleNow } from './idle-clock.js';
import type { TimingWheel } from './timing-wheel.js';

const IDLE = 'idle for too long';

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
 * Connections of one node that serve one request at a time: queries, batches, functions, info. The most
 * recently used goes out first, so that those not needed grow idle and are closed.
 */
export class ConnectionPool implements ConnectionLine, ConnectionOwner {
  readonly #options: PoolOptions;
  readonly #wheel: TimingWheel;
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<ConnectionTaker>();
  /** Open connections, in use or idle. */
  readonly #open = new Set<Connection>();
  /** Those in use that must not be used again. */
  readonly #outdated = new WeakSet<Connection>();
  readonly #connecting = new Set<Promise<Connection>>();
  /** Connections that others may have in the place of so many of these. */
  #lent = 0;
  /** Told when there may be something to lend. */
  onSpare: () => void = () => undefined;
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
    return this.#waiting.size;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * A connection for the caller alone. When none is idle, waits until one is open or comes free.
   *
   * @throws {ClusterError} when the node refuses; `NO_MORE_CONNECTIONS` when none came free in time.
   * @throws {AerospikeTimeoutError} when none was open in time.
   */
  async acquire(limits: Limits): Promise<Connection> {
    return this.#takeIdle() ?? new ConnectionWaiter(this.#wheel, limits, this).wait();
  }

  /** Puts somebody in line for a connection, who is served at once when one is idle. */
  request(taker: ConnectionTaker): void {
    if (this.#closed) {
      taker.refuse(this.#gone());
      return;
    }
    const idle = this.#takeIdle();
    if (idle !== undefined) {
      taker.grant(idle);
      return;
    }
    this.#waiting.add(taker);
    this.#openForWaiting();
  }

  /** Somebody in line does not wait any longer. */
  withdraw(taker: ConnectionTaker): void {
    this.#waiting.delete(taker);
  }

  /** Takes back what `acquire` gave, after the whole answer was read; a closed one makes room. */
  release(connection: Connection): void {
    if (connection.lateAnswer !== undefined) {
      connection.lateAnswer.onEnd = () => this.release(connection);
      return;
    }
    const isAged = connection.sentAt <= this.#idleSince;
    if (isAged && this.#waiting.size > 0) connection.close(new Error(IDLE));
    this.#serve(connection);
  }

  /** Gives a connection to the first in line, or keeps it. */
  #serve(connection: Connection): void {
    if (this.#outdated.has(connection)) connection.close(new Error('no longer logged in'));
    if (connection.closed) {
      this.#forget(connection);
      return;
    }
    connection.disown();
    const taker = this.#next();
    if (taker !== undefined) {
      taker.grant(connection);
      return;
    }
    connection.owner = this;
    this.#idle.push(connection);
    this.onSpare();
  }

  /**
   * Does without one connection, so that others of the node may have one more.
   *
   * @returns false when all are in use.
   */
  lend(): boolean {
    if (this.#closed) return false;
    if (this.#isFull) {
      const idle = this.#idle.shift();
      if (idle === undefined) return false;
      idle.disown();
      this.#open.delete(idle);
      idle.close(new Error('commands of single records need its place'));
    }
    this.#lent++;
    return true;
  }

  /** What was lent comes back. */
  takeBack(): void {
    this.#lent--;
    this.#openForWaiting();
  }

  /** Closes what has been idle for too long, before the server does; opens up to the minimum. */
  async maintain(): Promise<void> {
    const { min, max } = this.#options;
    const since = this.#idleSince;
    for (const connection of this.#idle.slice()) {
      if (connection.sentAt <= since) connection.close(new Error(IDLE));
    }
    const missing = Math.max(0, Math.min(min, max - this.#lent) - this.size);
    const opened = await Promise.allSettled(Array.from({ length: missing }, () => this.#connect()));
    for (const result of opened) {
      if (result.status === 'fulfilled') this.#serve(result.value);
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

  /** Those that the server may have closed meanwhile are not taken: the process may have stood still. */
  #takeIdle(): Connection | undefined {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle === undefined) return undefined;
      if (idle.sentAt > this.#idleSince) {
        idle.disown();
        return idle;
      }
      idle.close(new Error(IDLE));
    }
  }

  /** What was sent later is not idle for too long. */
  get #idleSince(): number {
    return idleNow() - this.#options.idleTimeout;
  }

  get #isFull(): boolean {
    return this.size + this.#lent >= this.#options.max;
  }

  #refuseAll(cause: AerospikeError): void {
    const takers = [...this.#waiting];
    this.#waiting.clear();
    for (const taker of takers) taker.refuse(cause);
  }

  /** Takes the first out of the line. */
  #next(): ConnectionTaker | undefined {
    for (const taker of this.#waiting) {
      this.#waiting.delete(taker);
      return taker;
    }
    return undefined;
  }

  /** A connection is gone: whoever waits may open another. */
  #forget(connection: Connection): void {
    this.#open.delete(connection);
    this.#openForWaiting();
    this.onSpare();
  }

  /** Opens one more connection for whoever is the first in line then, if there may be one more. */
  #openForWaiting(): void {
    if (this.#closed || this.#waiting.size === 0 || this.#isFull) return;
    this.#connect().then(
      (connection) => this.#serve(connection),
      (error: AerospikeError) => {
        this.#next()?.refuse(error);
        // There is room again for one of those who came while there was none.
        if (this.#waiting.size > this.#connecting.size) this.#openForWaiting();
        this.onSpare();
      },
    );
  }

  overdue(): AerospikeError {
    const { node } = this.#options.connector;
    const shortage = this.shortage();
    return shortage ?? timeoutFailure(`No connection to node ${node} was open in time`, { node });
  }

  /** Why there is a line, if that is because all connections are in use that are allowed. */
  shortage(): ClusterError | undefined {
    const { max, connector } = this.#options;
    if (!this.#isFull) return undefined;
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
