import { ProtoType, WireError } from '@aeroform/protocol';
import type { AerospikeError } from '../../../error/aerospike-error.js';
import type { Connection, ConnectionOwner } from '../socket/connection.js';
import type { ConnectionPool } from '../socket/connection-pool.js';
import type { ConnectionTaker } from '../socket/connection-taker.js';
import type { CarriedCommand } from './carried-command.js';
import type { CommandCarrier } from './command-carrier.js';

/** What a carrier tells the sender it belongs to. */
export interface ExclusiveListener {
  /** The command is no longer in line: it has a connection, or gets none. */
  onTurn(command: CarriedCommand): void;
  /** The connection was lost with the command on the way. */
  onConnectionBroken(): void;
}

/** A connection of the pool for one attempt of one command. It goes back when the answer was read. */
export class ExclusiveCarrier implements CommandCarrier, ConnectionOwner, ConnectionTaker {
  connection!: Connection;
  isRetired = false;
  readonly isShared: boolean = false;
  readonly #pool: ConnectionPool;
  readonly #listener: ExclusiveListener;
  /** Undefined once it has its answer or was given up. */
  #command: CarriedCommand | undefined;
  /** An answer is on its way, be it wanted or not. */
  #isOwed = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(command: CarriedCommand, pool: ConnectionPool, listener: ExclusiveListener) {
    this.#command = command;
    this.#pool = pool;
    this.#listener = listener;
  }

  grant(connection: Connection): void {
    const command = this.#command as CarriedCommand;
    this.#listener.onTurn(command);
    this.connection = connection;
    connection.owner = this;
    command.sendOn(this);
    if (!this.#isOwed) this.#release();
  }

  refuse(error: AerospikeError): void {
    const command = this.#command as CarriedCommand;
    this.#listener.onTurn(command);
    command.onUnsent(error);
  }

  enqueue(): void {
    this.#isOwed = true;
    this.connection.flush();
  }

  abandon(_command: CarriedCommand, _wasSilent: boolean, delay: number): void {
    this.#command = undefined;
    if (delay > 0) this.#patience = setTimeout(() => this.retire(), delay).unref();
    else this.retire();
  }

  /** An answer that is inflated for long may call this when the connection has another owner already. */
  retire(): void {
    this.isRetired = true;
    if (this.connection.owner === this) this.connection.close(new Error('given up on'));
  }

  onFrame(type: number, buffer: Buffer, start: number, end: number): boolean {
    if (type !== ProtoType.message && type !== ProtoType.compressed) {
      throw new WireError(start, `a message frame, found type ${type}`);
    }
    if (!this.#isOwed) throw new WireError(start, 'one answer to one request');
    this.#isOwed = false;
    const command = this.#command;
    this.#command = undefined;
    if (command === undefined) return true;
    if (type === ProtoType.compressed) command.onPackedAnswer(buffer.subarray(start, end), this);
    else if (!command.onAnswer(buffer, start, end)) this.retire();
    return true;
  }

  onChunkEnd(): void {
    if (!this.#isOwed) this.#release();
  }

  onClose(cause: Error): void {
    const command = this.#command;
    this.#command = undefined;
    if (command !== undefined) this.#listener.onConnectionBroken();
    this.#release();
    command?.onConnectionLost(cause);
  }

  #release(): void {
    clearTimeout(this.#patience);
    this.#pool.release(this.connection);
  }
}
