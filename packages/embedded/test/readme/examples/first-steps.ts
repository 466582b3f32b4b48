import { EmbeddedServer } from '../../../src/index';
import { Aerospike } from '../../support/raw-aerospike';

export async function main(): Promise<unknown> {
  await using server = await EmbeddedServer.startInWorker(); // a free port, namespace "test"
  const client = await Aerospike.connect({ hosts: [...server.hosts] });
  const key = { ns: 'test', set: 'users', key: 'ada' };
  await client.put(key, { name: 'Ada', age: 36 });
  const { bins } = await client.get(key);
  client.close(false);
  return bins; // { name: 'Ada', age: 36 }
}
