import type { AerospikeError } from '../../../error/aerospike-error.js';
import type { Connection } from './connection.js';

/** Who waits for a connection of a pool; the pool calls one of the two, once. */
export interface ConnectionTaker {
  /** The connection is the taker's alone, until it is given back with `release`. */
  grant(connection: Connection): void;
  refuse(error: AerospikeError): void;
}
