import path from 'node:path';
import type { Client } from 'aerospike';
import { Aerospike } from './raw-aerospike';
import { type ServerProcess, startServerProcess } from './server-process';

/**
 * Where the official client looks for the modules of aggregations. It looks where the first client of
 * the process was told to, so all tests tell it the same.
 */
export const LUA_FOLDER: string = path.join(__dirname, '..', 'udf', 'lua');

export interface OfficialClient {
  readonly client: Client;
  readonly server: ServerProcess;
}

/** The official client, connected to a server in a process of its own, for all tests of a file. */
export function useOfficialClient(): OfficialClient {
  const state: { client?: Client; server?: ServerProcess } = {};
  beforeAll(async () => {
    state.server = await startServerProcess();
    const { hosts } = state.server;
    state.client = await Aerospike.connect({ hosts, modlua: { userPath: LUA_FOLDER } });
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
