import { EmbeddedServer } from '../../../src/index';
import { Aerospike } from '../../support/raw-aerospike';

export async function main(): Promise<unknown> {
  await using server = await EmbeddedServer.startInWorker({
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }], // which transactions need
    security: { users: [{ name: 'app', password: 'secret', roles: ['read'] }] },
  });
  const hosts = [...server.hosts];
  const client = await Aerospike.connect({ hosts, user: 'app', password: 'secret' });
  const refused = await client
    .put({ ns: 'test', set: 'users', key: 'ada' }, { name: 'Ada' })
    .catch((error) => error.code);
  client.close(false);
  return refused; // 81: the role does not permit writes
}
