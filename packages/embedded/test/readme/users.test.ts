import type { Client } from 'aerospike';
import { useEmbeddedWorker } from '../../src/testing/index';
import { Aerospike } from '../support/raw-aerospike';

const embedded = useEmbeddedWorker(); // starts once, is put back before each test, stops at the end

let client: Client;
beforeAll(async () => {
  client = await Aerospike.connect({ hosts: [...embedded.hosts] });
});
afterAll(() => client.close(false));

test('a user is stored', async () => {
  await client.put({ ns: 'test', set: 'users', key: 'ada' }, { name: 'Ada' });
  const [ada] = await embedded.server.records('test', 'users');
  expect(ada?.bins).toEqual({ name: 'Ada' });
});

test('the user of the other test is gone', async () => {
  expect(await embedded.server.records('test')).toEqual([]);
});
