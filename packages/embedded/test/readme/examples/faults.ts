import { EmbeddedServer } from '../../../src/index';
import { Aerospike } from '../../support/raw-aerospike';

export async function main(): Promise<unknown[]> {
  await using server = await EmbeddedServer.startInWorker();
  const client = await Aerospike.connect({ hosts: [...server.hosts] });
  const key = { ns: 'test', set: 'users', key: 'ada' };

  // Two writes to this set fail with 14, then everything is as before.
  await server.faults.add({ when: { command: 'put', set: 'users' }, do: 'key-busy', times: 2 });
  const busy = await client.put(key, { n: 1 }).catch((error) => error.code);

  // Applied, but never answered: the client can't know (in doubt).
  await server.faults.clear();
  await server.faults.add({ when: { command: 'put' }, do: { kind: 'timeout', applied: true } });
  const policy = new Aerospike.WritePolicy({ socketTimeout: 50, totalTimeout: 100 });
  const inDoubt = await client.put(key, { n: 2 }, {}, policy).catch((error) => error.inDoubt);
  const [stored] = await server.records('test', 'users');
  client.close(false);
  return [busy, inDoubt, stored?.bins]; // [14, true, { n: 2 }]
}
