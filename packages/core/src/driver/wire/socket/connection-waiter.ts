import { abortFailure } from '../../../error/abort-failure.js';
import type { Connection } from './connection.js';
import type { Limits } from './exchange.js';
import { type TimingWheel, WheelEntry } from './timing-wheel.js';

/** One request in line for a connection. */
export class ConnectionWaiter extends WheelEntry {
  readonly #wheel: TimingWheel;
  readonly #limits: Limits;
  readonly #timeout: () => Error;
  #line: ConnectionWaiter[] = [];
  #resolve!: (connection: Connection) => void;
  #reject!: (error: Error) => void;

  /** @param timeout - makes what the request fails with when its time is over. */
  constructor(wheel: TimingWheel, limits: Limits, timeout: () => Error) {
    super();
    this.#wheel = wheel;
    this.#limits = limits;
    this.#timeout = timeout;
  }

  wait(line: ConnectionWaiter[]): Promise<Connection> {
    this.#line = line;
    const { deadline, signal } = this.#limits;
    if (signal?.aborted === true) return Promise.reject(abortFailure(signal));
    line.push(this);
    if (deadline < Infinity) this.#wheel.schedule(this, deadline);
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  grant(connection: Connection): void {
    this.#leave();
    this.#resolve(connection);
  }

  refuse(error: Error): void {
    this.#leave();
    this.#reject(error);
  }

  onDue(): void {
    this.refuse(this.#timeout());
  }

  #leave(): void {
    this.#wheel.cancel(this);
    this.#limits.signal?.removeEventListener('abort', this.#onAbort);
    const at = this.#line.indexOf(this);
    if (at >= 0) this.#line.splice(at, 1);
  }

  readonly #onAbort = (): void => {
    this.refuse(abortFailure(this.#limits.signal as AbortSignal));
  };
}
