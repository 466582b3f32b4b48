import { WireDriver } from '../driver/wire/wire-driver.js';
import type { Address } from '../driver/wire/socket/connection.js';
import { Observer } from '../observability/observer.js';
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
  const seed = wire.seeds[0] as Address;
  const observer = new Observer({
    address: seed.host,
    port: seed.port,
    clusterName: wire.clusterName,
  });
  return new AerospikeClient(() => new WireDriver(wire), policies, observer);
}
