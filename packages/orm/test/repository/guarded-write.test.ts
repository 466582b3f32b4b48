import { ClientError } from '@aeroform/core';
import { EmbeddedServer } from '@aeroform/embedded';
import { Bin, DataSource, Entity, Id } from '../../src/index.js';

@Entity({ set: 'guarded', schemaVersion: 2, migrate: { 1: (bins) => bins } })
class Thing {
  @Id() id!: string;
  @Bin({ type: 'int' }) n!: number;
}

let server: EmbeddedServer;

beforeAll(async () => {
  server = await EmbeddedServer.start({ namespaces: ['test'] });
});
afterAll(() => server.stop());
afterEach(() => jest.restoreAllMocks());

test('aborting ends the pause between tries, and the write that follows is refused by core', async () => {
  await using dataSource = await new DataSource({
    hosts: `${server.host}:${server.port}`,
    namespace: 'test',
    entities: [Thing],
  }).initialize();
  const things = dataSource.getRepository(Thing);
  await things.insert({ id: 'a', n: 1 });
  const { client } = dataSource;
  const controller = new AbortController();
  const { signal } = controller;
  const send = client.operateOrdered.bind(client);
  let tries = 0;
  // As if somebody wrote records of the older version all the time.
  jest.spyOn(client, 'operateOrdered').mockImplementation((...args) => {
    tries += 1;
    if (signal.aborted) return send(...args);
    return Promise.reject(new ClientError('of another form', { resultCode: 27 }));
  });
  // The longest pauses there may be; the fourth begins when the record was read.
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  const read = client.get.bind(client) as (...args: unknown[]) => Promise<never>;
  jest.spyOn(client, 'get').mockImplementation(async (...args: unknown[]) => {
    const record = await read(...args);
    if (tries === 4) setImmediate(() => controller.abort());
    return record;
  });
  const writing = things.operate('a', (r) => ({ n: r.n.inc() }), { signal });
  await expect(writing).rejects.toMatchObject({ code: 'ABORTED', entity: 'Thing', id: 'a' });
  expect(tries).toBe(5);
  jest.restoreAllMocks();
  expect((await things.findByIdOrFail('a')).n).toBe(1);
});
