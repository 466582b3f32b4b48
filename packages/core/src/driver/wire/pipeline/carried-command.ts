import type { AerospikeError } from '../../../error/aerospike-error.js';
import type { CommandCarrier } from './command-carrier.js';

/** What the connections of a node need to know of a command, and tell it. */
export interface CarriedCommand {
  /** Its place in line, set by the pipeline that carries it. */
  place: number;
  /** True once the caller has an answer or an error. */
  readonly isSettled: boolean;
  /** Encodes the command now, to be sent later. */
  hold(): void;
  /** Sends the command on a connection that has room. */
  sendOn(carrier: CommandCarrier): void;
  /**
   * Reads the answer, a range of bytes that is valid during the call.
   *
   * @returns false when it cannot be read, or the connection is of no more use.
   */
  onAnswer(buffer: Buffer, start: number, end: number): boolean;
  /**
   * Inflates an answer, and reads it.
   *
   * @param body - valid during the call.
   * @param carrier - is retired when the answer cannot be read.
   */
  onPackedAnswer(body: Buffer, carrier: CommandCarrier): void;
  /** The node could not be reached: nothing was sent in this attempt. */
  onUnsent(error: AerospikeError): void;
  onConnectionLost(cause: Error): void;
}
