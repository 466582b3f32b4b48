import { createGlobalSetup } from '../../src/testing/index';
import { WireClient } from '../support/wire-client';

const { env } = process;
beforeEach(() => {
  process.env = { ...env };
  delete process.env['AEROSPIKE_HOSTS'];
});
afterAll(() => {
  process.env = env;
});

it('starts a server for all workers and takes it away', async () => {
  const teardown = await createGlobalSetup()({ maxWorkers: 3 });
  const [host, port] = (process.env['AEROSPIKE_HOSTS'] as string).split(':');
  expect(host).toBe('127.0.0.1');
  expect(process.env['AEROSPIKE_NAMESPACES']).toBe('test_1,test_2,test_3');
  const client = await WireClient.connect(Number(port));
  expect(await client.info('namespaces')).toBe('test;test_1;test_2;test_3');
  await teardown();
  expect(await client.frame()).toBeUndefined();
  expect(process.env['AEROSPIKE_HOSTS']).toBeUndefined();
  await teardown();
});

it('hands out the namespaces that it is given', async () => {
  const teardown = await createGlobalSetup({ namespaces: ['a', { name: 'b', defaultTtl: 1 }] })();
  expect(process.env['AEROSPIKE_NAMESPACES']).toBe('a,b');
  await teardown();
});

it('starts nothing when there is a cluster to test against', async () => {
  process.env['AEROSPIKE_HOSTS'] = 'db.example:3000';
  const teardown = await createGlobalSetup()();
  await teardown();
  expect(process.env['AEROSPIKE_HOSTS']).toBe('db.example:3000');
});
