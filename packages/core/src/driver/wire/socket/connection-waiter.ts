import { abortFailure } from '../../../error/abort-failure.js';
import { type Abortable, listen, unlisten } from './abort-calls.js';
import type { Connection } from './connection.js';
import type { ConnectionTaker } from './connection-taker.js';
import type { Limits } from './exchange.js';
import { type TimingWheel, WheelEntry } from './timing-wheel.js';

/** The line that a request waits in. */
export interface ConnectionLine {
  request(taker: ConnectionTaker): void;
  withdraw(taker: ConnectionTaker): void;
  /** What a request fails with when its time is over. */
  overdue(): Error;
}

/** One request in line for a connection. */
export class ConnectionWaiter extends WheelEntry implements Abortable, ConnectionTaker {
  readonly #wheel: TimingWheel;
  readonly #limits: Limits;
  readonly #line: ConnectionLine;
  #resolve!: (connection: Connection) => void;
  #reject!: (error: Error) => void;

  constructor(wheel: TimingWheel, limits: Limits, line: ConnectionLine) {
    super();
    this.#wheel = wheel;
    this.#limits = limits;
    this.#line = line;
  }

  wait(): Promise<Connection> {
    const { deadline, signal } = this.#limits;
    if (signal?.aborted === true) return Promise.reject(abortFailure(signal));
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      if (deadline < Infinity) this.#wheel.schedule(this, deadline);
      listen(signal, this);
      this.#line.request(this);
    });
  }

  grant(connection: Connection): void {
    this.#end();
    this.#resolve(connection);
  }

  refuse(error: Error): void {
    this.#end();
    this.#reject(error);
  }

  onDue(): void {
    const error = this.#line.overdue();
    this.#line.withdraw(this);
    this.refuse(error);
  }

  #end(): void {
    this.#wheel.cancel(this);
    unlisten(this.#limits.signal, this);
  }

  onAbort(): void {
    this.#line.withdraw(this);
    this.refuse(abortFailure(this.#limits.signal as AbortSignal));
  }
}
