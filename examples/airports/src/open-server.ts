import { EmbeddedServer } from '@aeroform/embedded';

/** A server to talk to, and how to let go of it. */
export interface OpenServer {
  readonly description: string;
  readonly hosts: string;
  close(): Promise<void>;
}

/** The cluster that `AEROSPIKE_HOSTS` names, otherwise an embedded server on a free port. */
export async function openServer(hosts = process.env['AEROSPIKE_HOSTS']): Promise<OpenServer> {
  if (hosts) {
    return { description: `the cluster at ${hosts}`, hosts, close: () => Promise.resolve() };
  }
  const server = await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
  const address = `127.0.0.1:${server.port}`;
  return {
    description: `the embedded server at ${address}`,
    hosts: address,
    close: () => server.stop(),
  };
}
