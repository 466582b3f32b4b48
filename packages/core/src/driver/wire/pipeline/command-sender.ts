import type { ClusterError } from '../../../error/cluster-error.js';
import type { CarriedCommand } from './carried-command.js';

/** The connections of a node that carry single-record commands, and the line in front of them. */
export interface CommandSender {
  /** Sends a command now, or as soon as a connection has room for it. */
  submit(command: CarriedCommand): void;
  /**
   * A command that may be in line here is no longer wanted.
   *
   * @returns why it waited in vain, if that is for want of connections that the configuration allows.
   */
  withdraw(command: CarriedCommand): ClusterError | undefined;
}
