import { EmbeddedServer, type EmbeddedServerOptions } from '../../src/index';
import { WireClient } from './wire-client';

export interface Embedded {
  readonly server: EmbeddedServer;
  readonly client: WireClient;
}

/** A server in this process and a connection to it, for all tests of a file. */
export function useEmbedded(options?: EmbeddedServerOptions): Embedded {
  const state: { server?: EmbeddedServer; client?: WireClient } = {};
  beforeAll(async () => {
    state.server = await EmbeddedServer.start(options);
    state.client = await WireClient.connect(state.server.port);
  });
  afterAll(async () => {
    state.client?.close();
    await state.server?.stop();
  });
  return {
    get server() {
      return state.server as EmbeddedServer;
    },
    get client() {
      return state.client as WireClient;
    },
  };
}
