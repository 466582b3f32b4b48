import type { EmbeddedServer, EmbeddedWorker, SecurityOptions } from '@aeroform/embedded';
import { type AerospikeClient, createClient } from '../../src/index.js';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { startServer } from '../../../../test/support/server-under-test.js';

/** An Enterprise server with security, and clients of it. */
export interface Secured {
  readonly server: EmbeddedServer | EmbeddedWorker;
  /** Logged in as `admin`, who manages users. */
  readonly admin: AerospikeClient;
  /** Another client. The password is that of the options. */
  login(user: string, password: string): Promise<AerospikeClient>;
  stop(): Promise<void>;
}

export async function startSecured(security: SecurityOptions = {}): Promise<Secured> {
  const server = await startServer({ edition: 'enterprise', security });
  const clients: AerospikeClient[] = [];
  const login = async (user: string, password: string): Promise<AerospikeClient> => {
    const client = createClient({ hosts: [...server.hosts], driver: DRIVER, user, password });
    clients.push(client);
    return client.connect();
  };
  return {
    server,
    login,
    admin: await login('admin', 'admin'),
    async stop() {
      for (const client of clients) await client.close();
      await server.stop();
    },
  };
}
