import type { ClusterError } from '../../../error/cluster-error.js';
import type { CircuitBreaker } from '../circuit-breaker.js';
import type { ConnectionPool } from '../socket/connection-pool.js';
import type { CarriedCommand } from './carried-command.js';
import type { CommandSender } from './command-sender.js';
import { ExclusiveCarrier, type ExclusiveListener } from './exclusive-carrier.js';

/** Gives each command a connection of the pool for itself: one that takes long holds up no other. */
export class ExclusiveSender implements CommandSender, ExclusiveListener {
  readonly #pool: ConnectionPool;
  readonly #breaker: CircuitBreaker;
  /** Commands that wait for a connection. */
  readonly #line = new Map<CarriedCommand, ExclusiveCarrier>();

  constructor(pool: ConnectionPool, breaker: CircuitBreaker) {
    this.#pool = pool;
    this.#breaker = breaker;
  }

  submit(command: CarriedCommand): void {
    command.hold();
    if (command.isSettled) return;
    const carrier = new ExclusiveCarrier(command, this.#pool, this);
    this.#line.set(command, carrier);
    this.#pool.request(carrier);
  }

  withdraw(command: CarriedCommand): ClusterError | undefined {
    const carrier = this.#line.get(command);
    if (carrier === undefined) return undefined;
    this.#line.delete(command);
    this.#pool.withdraw(carrier);
    return this.#pool.shortage();
  }

  /** A command has got its connection, or gets none. */
  onTurn(command: CarriedCommand): void {
    this.#line.delete(command);
  }

  onConnectionBroken(): void {
    if (!this.#pool.isClosed) this.#breaker.count();
  }
}
