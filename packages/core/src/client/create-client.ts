import type { Driver } from '../driver/driver.js';
import { LimitedDriver } from '../driver/limited-driver.js';
import type { Address } from '../driver/wire/socket/address.js';
import { WireDriver } from '../driver/wire/wire-driver.js';
import { Observer } from '../observability/observer.js';
import { AerospikeClient } from './aerospike-client.js';
import type { ClientConfig } from './client-config.js';
import { warnOfConfig } from './config-warnings.js';
import type { Login } from './connect-options.js';
import { parseConfig, type ParsedConfig } from './parse-config.js';
import { credentialsOf } from './parse-credentials.js';

/**
 * Makes a client. Nothing is opened before `connect()`.
 *
 * @throws {InvalidArgError} for an unknown key or a wrong value, which it names with what is allowed.
 */
export function createClient(config: ClientConfig): AerospikeClient {
  const parsed = parseConfig(config);
  warnOfConfig(parsed);
  const { wire, policies } = parsed;
  const seed = wire.seeds[0] as Address;
  const observer = new Observer({
    address: seed.host,
    port: seed.port,
    clusterName: wire.clusterName,
  });
  return new AerospikeClient((login) => openDriver(parsed, login), policies, observer);
}

function openDriver({ wire, login: config, limits }: ParsedConfig, login?: Login): Driver {
  const credentials =
    login === undefined ? wire.credentials : credentialsOf(config, login.user, login.password);
  const driver = new WireDriver({ ...wire, credentials });
  return limits.max === 0 ? driver : new LimitedDriver(driver, limits);
}
