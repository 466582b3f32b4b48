import type { Driver } from '../driver/driver.js';
import { LimitedDriver } from '../driver/limited-driver.js';
import type { NativeOptions } from '../driver/native/connection/native-options.js';
import type { WireOptions } from '../driver/wire/cluster/wire-options.js';
import type { Address } from '../driver/wire/socket/address.js';
import { WireDriver } from '../driver/wire/wire-driver.js';
import { Observer } from '../observability/observer.js';
import { AerospikeClient } from './aerospike-client.js';
import type { ClientConfig, DriverName } from './client-config.js';
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

async function openDriver(parsed: ParsedConfig, login?: Login): Promise<Driver> {
  const { wire, login: config, limits } = parsed;
  const credentials =
    login === undefined ? wire.credentials : credentialsOf(config, login.user, login.password);
  const driver = await DRIVERS[parsed.driver]({ ...parsed, ...wire, credentials });
  return limits.max === 0 ? driver : new LimitedDriver(driver, limits);
}

type DriverOptions = WireOptions & NativeOptions;

const DRIVERS: Readonly<Record<DriverName, (options: DriverOptions) => Driver | Promise<Driver>>> =
  {
    wire: (options) => new WireDriver(options),
    // Clients of the wire driver have no use for it.
    native: async (options) => {
      const { NativeDriver } = await import('../driver/native/native-driver.js');
      return new NativeDriver(options);
    },
  };
