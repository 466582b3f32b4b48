import { EmbeddedServer } from '@aeroform/embedded';
import { type AerospikeClient, createClient, predicates } from '../../../../src/index.js';

let server: EmbeddedServer;
let client: AerospikeClient;

beforeAll(async () => {
  server = await EmbeddedServer.start();
  client = await createClient({ hosts: server.hosts }).connect();
  for (let id = 0; id < 40; id++) await client.put(['test', 'kept', id], { id });
  await client.put(['test', '', 'without a set'], { id: -1 });
  await client.indexIntegerCreate('test', 'kept', 'id', 'kept_id');
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

test('who keeps a record of a query keeps little other memory with it', async () => {
  const all = client.query('test', 'kept');
  for (const query of [all, all.where(predicates.between('id', 0, 39))]) {
    const digests = (await query.results()).map(({ key: [, , , digest] }) => digest);
    expect(digests).toHaveLength(40);
    expect(new Set(digests.map((digest) => digest?.toString('hex'))).size).toBe(40);
    // In Node's pool these would be 8 KB, and a frame has up to 128 KB.
    for (const digest of digests) expect(digest?.buffer.byteLength).toBeLessThanOrEqual(2000);
  }
});

test('a record without a set has none, whatever the one before it had', async () => {
  const records = await client.query('test').results();
  const sets = records.map(({ key: [, set] }) => set);
  expect(sets.filter((set) => set === '')).toHaveLength(1);
  expect(sets.filter((set) => set === 'kept')).toHaveLength(40);
});

test('the position of a page stays what it was while the next one is read', async () => {
  const query = client.query('test', 'kept').where(predicates.between('id', 0, 39));
  const first = await query.page({ size: 7 });
  const seconds = [];
  for (let round = 0; round < 2; round++) {
    const { records } = await query.page({ size: 7, cursor: first.cursor });
    seconds.push(records.map(({ bins }) => bins['id'] as number).sort((a, b) => a - b));
  }
  expect(seconds[0]).toEqual(seconds[1]);
});
