import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { namedHosts, startServer } from '../../../../test/support/server-under-test.js';
import {
  type AerospikeClient,
  type ClientConfig,
  createClient,
  type Host,
} from '../../src/index.js';

/** The namespace that all integration tests use. */
export const NAMESPACE = 'test';

/** Sets are taken from a small pool: a server never forgets the name of a set, and has room for 4095. */
const SETS_PER_NAME = 20;

/**
 * A client of the server under test: embedded, or the cluster that `AEROSPIKE_HOSTS` names. Its driver is
 * the one that `AEROFORM_DRIVER` names.
 */
export interface Integration {
  readonly client: AerospikeClient;
  readonly hosts: readonly Host[];
  /** A set without records. */
  freshSet(name: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startIntegration(
  config: Omit<ClientConfig, 'hosts'> = {},
): Promise<Integration> {
  const named = namedHosts();
  const server = named === undefined ? await startServer() : undefined;
  const hosts: readonly Host[] =
    server?.hosts.map(({ addr, port }) => [addr, port] as const) ?? named!.split(',');
  const client = await createClient({ hosts, driver: DRIVER, ...config }).connect();
  const used: string[] = [];
  return {
    client,
    hosts,
    async freshSet(name) {
      const set = `${name}_${Math.floor(Math.random() * SETS_PER_NAME)}`;
      used.push(set);
      await empty(client, set);
      return set;
    },
    async stop() {
      for (const set of used) await client.truncate(NAMESPACE, set);
      await client.close();
      await server?.stop();
    },
  };
}

async function empty(client: AerospikeClient, set: string): Promise<void> {
  const headers = client.query(NAMESPACE, set).noBins();
  while ((await headers.results()).length > 0) {
    await client.truncate(NAMESPACE, set);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
