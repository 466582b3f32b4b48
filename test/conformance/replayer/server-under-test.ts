import { EmbeddedServer } from '@aeroform/embedded';
import type { ServerAddress } from './connection.js';

/** A server for as long as it takes to play something to it. */
export interface ServerUnderTest extends AsyncDisposable {
  readonly address: ServerAddress;
}

/** The real server that `AEROSPIKE_HOSTS` names (its first host); undefined means embedded. */
export function realServer(hosts = process.env['AEROSPIKE_HOSTS']): ServerAddress | undefined {
  if (hosts === undefined || hosts === '') return undefined;
  const [host = '', port = '3000'] = (hosts.split(',')[0] as string).split(':');
  return { host, port: Number(port) };
}

/** The real server if there is one, otherwise an embedded server that holds nothing yet. */
export async function openServer(): Promise<ServerUnderTest> {
  const real = realServer();
  if (real !== undefined) return { address: real, [Symbol.asyncDispose]: async () => undefined };
  const server = await EmbeddedServer.start();
  const { host, port } = server;
  return { address: { host, port }, [Symbol.asyncDispose]: () => server.stop() };
}
