import { EmbeddedServer, type EmbeddedServerOptions } from '../../src/index';
import { AdminClient } from './admin-client';

export interface Secured {
  readonly server: EmbeddedServer;
  /** Logged in as admin. */
  readonly admin: AdminClient;
  /** Logs in on a connection of its own, which is closed after the tests. */
  login(user: string, password?: string): Promise<AdminClient>;
  /** A connection without a login. */
  connect(): Promise<AdminClient>;
}

/** A server of the Enterprise Edition with security, for all tests of a file. */
export function useSecured(
  security: EmbeddedServerOptions['security'] = true,
  options: Partial<EmbeddedServerOptions> = {},
): Secured {
  const state: { server?: EmbeddedServer; admin?: AdminClient } = {};
  const clients: AdminClient[] = [];
  const port = (): number => (state.server as EmbeddedServer).port;
  const keep = (client: AdminClient): AdminClient => {
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    state.server = await EmbeddedServer.start({ edition: 'enterprise', security, ...options });
    state.admin = keep(await AdminClient.login(state.server.port));
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await state.server?.stop();
  });
  return {
    get server() {
      return state.server as EmbeddedServer;
    },
    get admin() {
      return state.admin as AdminClient;
    },
    login: async (user, password = 'admin') =>
      keep(await AdminClient.login(port(), user, password)),
    connect: async () => keep(await AdminClient.connect(port())),
  };
}
