import type { Connection } from '../socket/connection.js';
import type { CarriedCommand } from './carried-command.js';

/** A connection, as the command sees it that is on the way on it. */
export interface CommandCarrier {
  readonly connection: Connection;
  /** Whether others are on the way on it, who would wait for a command that takes long. */
  readonly isShared: boolean;
  /** Whether it takes no more commands. */
  readonly isRetired: boolean;
  /** Puts an encoded command in line; its bytes are in the connection's writer already. */
  enqueue(command: CarriedCommand): void;
  /**
   * The caller no longer waits for this command.
   *
   * @param wasSilent - its time is over, and nothing came over the connection meanwhile.
   * @param delay - milliseconds that a connection in doubt waits for late answers before it is closed.
   */
  abandon(command: CarriedCommand, wasSilent: boolean, delay: number): void;
  /** Takes no more commands, and closes once nobody waits for an answer. */
  retire(): void;
}
