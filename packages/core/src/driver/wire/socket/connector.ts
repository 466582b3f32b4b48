import type { CircuitBreaker } from '../circuit-breaker.js';
import type { Connection } from './connection.js';

/** Opens the connections to one node. */
export interface Connector {
  /** Name of the node, for messages. */
  readonly node: string;
  readonly breaker: CircuitBreaker;
  /**
   * A connection that is ready for requests: encrypted and logged in where that is needed.
   *
   * @throws the system's error, one that tells of the time-out, or the refusal of the server.
   */
  open(): Promise<Connection>;
  /** The server no longer takes the login: what is open is of no more use, and what follows logs in. */
  loseLogin(): void;
}

/** Keeps open connections, and can replace them. */
export interface ConnectionKeeper {
  /** Stops using the connections that are open now. */
  renew(): void;
}
