import { WireDriver } from '../driver/wire/wire-driver.js';
import { AerospikeClient } from './aerospike-client.js';
import type { ClientConfig } from './client-config.js';
import { parseConfig } from './parse-config.js';

/**
 * Makes a client. Nothing is opened before `connect()`.
 *
 * @throws {InvalidArgError} for an unknown key or a wrong value, which it names with what is allowed.
 * @throws {UnsupportedByDriverError} for what this version cannot do.
 */
export function createClient(config: ClientConfig): AerospikeClient {
  const { wire, policies } = parseConfig(config);
  return new AerospikeClient(() => new WireDriver(wire), policies);
}
