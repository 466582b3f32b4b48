import { EmbeddedServer } from '../../../src/index';
import { Aerospike } from '../../support/raw-aerospike';

export async function main(): Promise<unknown[]> {
  await using server = await EmbeddedServer.startInWorker();
  const client = await Aerospike.connect({ hosts: [...server.hosts] });
  await client.put({ ns: 'test', set: 'users', key: 'ada' }, { name: 'Ada' });
  const fixture = await server.snapshot(); // records, indexes, Lua modules, users, clock
  await server.reset(); // as after the start; clients stay connected
  const empty = await server.records('test');
  await server.restore(fixture); // as often as you like, here or in another server
  const restored = await server.records('test');
  client.close(false);
  return [empty.length, restored.length]; // [0, 1]
}
