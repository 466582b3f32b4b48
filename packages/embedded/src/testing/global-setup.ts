import { availableParallelism } from 'node:os';
import { EmbeddedServer } from '../server/embedded-server.js';
import type { EmbeddedServerOptions } from '../server/server-options.js';
import type { EmbeddedWorker } from '../worker/embedded-worker.js';
import { NAMESPACES_VARIABLE } from './worker-namespace.js';

/** Addresses of the cluster to test against, `host:port` separated by commas. */
const HOSTS_VARIABLE = 'AEROSPIKE_HOSTS';
/** Clients know no more namespaces: `test`, and one for each worker. */
const MAX_WORKER_NAMESPACES = 31;

/** What a global setup is called with: Jest gives its configuration. */
export interface GlobalSetupConfig {
  /** How many test workers there are. */
  readonly maxWorkers?: unknown;
}

/** Starts the server of a test run, once. Returns what stops it. */
export type GlobalSetup = (config?: GlobalSetupConfig) => Promise<() => Promise<void>>;

/**
 * Makes the global setup of a test run: one server for all workers, in a thread of its own. Tests find
 * it in the environment: `AEROSPIKE_HOSTS` has its address, `AEROSPIKE_NAMESPACES` a namespace for
 * each worker. When `AEROSPIKE_HOSTS` is set already, nothing is started: the same tests then run
 * against that cluster.
 *
 * For the default options there is a ready-made one: set Jest's `globalSetup` to
 * `@aeroform/embedded/testing/global-setup` and `globalTeardown` to
 * `@aeroform/embedded/testing/global-teardown`; Vitest needs the first one only.
 *
 * @param options - of the server. Default: the namespaces `test`, and `test_1`, `test_2`… for the
 *   workers; namespaces that you give are all there are, and the workers get them in their order.
 *
 * @example
 * import { createGlobalSetup } from '@aeroform/embedded/testing';
 *
 * // The file that Jest's or Vitest's `globalSetup` names.
 * export default createGlobalSetup({ edition: 'enterprise' });
 */
export function createGlobalSetup(options: EmbeddedServerOptions = {}): GlobalSetup {
  return async (config) => {
    if (process.env[HOSTS_VARIABLE]) return globalTeardown;
    await globalTeardown();
    const own = options.namespaces?.map((each) => (typeof each === 'string' ? each : each.name));
    const workers = own ?? workerNamespaces(config?.maxWorkers);
    const server = await EmbeddedServer.startInWorker({
      ...options,
      namespaces: options.namespaces ?? ['test', ...workers],
    });
    shared[SERVER] = server;
    process.env[HOSTS_VARIABLE] = server.hosts.map(({ addr, port }) => `${addr}:${port}`).join();
    process.env[NAMESPACES_VARIABLE] = workers.join();
    return globalTeardown;
  };
}

/** Stops what a global setup started; nothing happens when that was nothing. */
export async function globalTeardown(): Promise<void> {
  const server = shared[SERVER];
  if (server === undefined) return;
  shared[SERVER] = undefined;
  Reflect.deleteProperty(process.env, HOSTS_VARIABLE);
  Reflect.deleteProperty(process.env, NAMESPACES_VARIABLE);
  await server.stop();
}

/** Setup and teardown may be loaded as copies of this file that know nothing of each other. */
const SERVER = Symbol.for('@aeroform/embedded/testing');
const shared = globalThis as { [SERVER]?: EmbeddedWorker | undefined };

function workerNamespaces(maxWorkers: unknown): readonly string[] {
  const wanted = Number.isInteger(maxWorkers) ? (maxWorkers as number) : availableParallelism();
  const length = Math.min(Math.max(wanted, 1), MAX_WORKER_NAMESPACES);
  return Array.from({ length }, (_, index) => `test_${index + 1}`);
}
