import {
  EmbeddedCluster,
  type EmbeddedClusterOptions,
  EmbeddedServer,
  type EmbeddedServerOptions,
  type EmbeddedWorker,
} from '@aeroform/embedded';
import { type ClusterProcess, startClusterProcess } from './cluster-process.js';
import { DRIVER } from './driver-under-test.js';

/** The cluster that `AEROSPIKE_HOSTS` names, as `host:port` separated by commas; empty names none. */
export function namedHosts(): string | undefined {
  return process.env['AEROSPIKE_HOSTS'] || undefined;
}

/** A server for the driver under test. Connecting the native one takes the thread that a server needs. */
export function startServer(
  options: EmbeddedServerOptions = {},
): Promise<EmbeddedServer | EmbeddedWorker> {
  return DRIVER === 'native'
    ? EmbeddedServer.startInWorker(options)
    : EmbeddedServer.start(options);
}

/** A cluster for the driver under test, see `startServer`. */
export function startCluster(
  options: EmbeddedClusterOptions,
): Promise<EmbeddedCluster | ClusterProcess> {
  return DRIVER === 'native' ? startClusterProcess(options) : EmbeddedCluster.start(options);
}
