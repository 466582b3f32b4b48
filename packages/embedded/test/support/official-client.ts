import type { Client } from 'aerospike';
import { Aerospike } from './raw-aerospike';
import { type ServerProcess, startServerProcess } from './server-process';

export interface OfficialClient {
  readonly client: Client;
  readonly server: ServerProcess;
}

/** The official client, connected to a server in a process of its own, for all tests of a file. */
export function useOfficialClient(args: readonly string[] = []): OfficialClient {
  const state: { client?: Client; server?: ServerProcess } = {};
  beforeAll(async () => {
    state.server = await startServerProcess(args);
    const { hosts } = state.server;
    // What it is refused is the tests' business, not that of their output.
    const log = { level: Aerospike.log.OFF };
    state.client = await Aerospike.connect({ hosts, log });
  });
  afterAll(async () => {
    state.client?.close(false);
    await state.server?.stop();
  });
  return {
    get client() {
      return state.client as Client;
    },
    get server() {
      return state.server as ServerProcess;
    },
  };
}
