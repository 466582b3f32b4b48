import { type AerospikeClient, type ClientConfig, createClient } from '../../src/index.js';
import { FakeServer, type FakeServerOptions } from './fake-server.js';

/** Runs a test with a fake server and a connected client, and closes both after it. */
export async function withFakeServer(
  test: (client: AerospikeClient, server: FakeServer) => Promise<void>,
  options: FakeServerOptions & { readonly config?: Partial<ClientConfig> } = {},
): Promise<void> {
  const { config, ...serverOptions } = options;
  const server = await FakeServer.start(serverOptions);
  const client = createClient({ hosts: [server.host], tendInterval: 250, ...config });
  try {
    await client.connect();
    await test(client, server);
  } finally {
    await client.close();
    await server.stop();
  }
}

/** The error that a promise rejects with. */
export async function rejection<E extends Error = Error>(promise: Promise<unknown>): Promise<E> {
  try {
    await promise;
  } catch (error) {
    return error as E;
  }
  throw new Error('expected a rejection');
}
