import { EmbeddedServer, type EmbeddedServerOptions } from '@aeroform/embedded';
import { type AerospikeClient, createClient } from '../../src/index.js';

/** An Enterprise server with strong consistency, and a client of it. */
export interface Strong {
  readonly server: EmbeddedServer;
  readonly client: AerospikeClient;
  stop(): Promise<void>;
}

/** Transactions need namespace `test`; `available` has no strong consistency. */
export const STRONG_SERVER: EmbeddedServerOptions = {
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true }, 'available'],
};

export async function startStrong(): Promise<Strong> {
  const server = await EmbeddedServer.start(STRONG_SERVER);
  const client = createClient({ hosts: [...server.hosts] });
  await client.connect();
  return {
    server,
    client,
    async stop() {
      await client.close();
      await server.stop();
    },
  };
}
