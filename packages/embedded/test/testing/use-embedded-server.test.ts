import { EmbeddedError } from '../../src/index';
import { useEmbeddedServer, useEmbeddedWorker } from '../../src/testing/index';
import { AdminClient, field } from '../support/admin-client';
import { createIndex, digestOf, putRecord } from '../support/query-message';
import { putModule } from '../support/udf';
import { WireClient } from '../support/wire-client';

async function put(port: number, i: number): Promise<void> {
  const client = await WireClient.connect(port);
  await putRecord(client, 'set', digestOf(i), { n: i });
  client.close();
}

describe('useEmbeddedServer', () => {
  const embedded = useEmbeddedServer();

  it.each([1, 2])('begins each test with an empty server (%i)', async (round) => {
    const { server } = embedded;
    expect(server.inspect()).toMatchObject({ commands: 0, objects: { test: 0 } });
    expect(embedded.hosts).toEqual(server.hosts);
    await put(server.port, round);
  });

  it('says that the server is only there while tests run', () => {
    const early = (): unknown => useEmbeddedServer({ hooks: quietHooks }).server;
    expect(early).toThrow(EmbeddedError);
    expect(early).toThrow('inside of tests and hooks');
  });

  it('wants hooks, and only what it knows', () => {
    expect(() => useEmbeddedServer({ hooks: {} })).toThrow('option "hooks"');
    expect(() => useEmbeddedServer({ beforeEach: 'reset' as never })).toThrow(
      '"restore" or "keep"',
    );
  });
});

const quietHooks = {
  beforeAll: () => undefined,
  beforeEach: () => undefined,
  afterAll: () => undefined,
};

describe('useEmbeddedWorker', () => {
  const embedded = useEmbeddedWorker({ seed: ({ port }) => put(port, 7) });

  it.each([1, 2])('begins each test with what was seeded (%i)', async (round) => {
    const { server } = embedded;
    const records = await server.records('test', 'set');
    expect(records.map(({ bins }) => bins)).toEqual([{ n: 7 }]);
    expect((await server.inspect()).commands).toBe(0);
    await put(server.port, round);
  });
});

describe.each([
  ['useEmbeddedServer', useEmbeddedServer],
  ['useEmbeddedWorker', useEmbeddedWorker],
])('%s, furnished by beforeAll', (_name, use) => {
  const embedded = use();
  let client: WireClient;

  beforeAll(async () => {
    client = await WireClient.connect(embedded.server.port);
    await createIndex(client, 'by_n', 'set=set;bin=n;type=numeric');
    expect(await putModule(client, 'kept.lua', 'function one() return 1 end')).toBe('ok');
    await putRecord(client, 'set', digestOf(1), { n: 1 });
  });
  afterAll(() => client.close());

  it.each([1, 2])('keeps indexes, modules and records, but not those of tests (%i)', async (n) => {
    const indexes = await client.info('sindex-list:');
    const modules = await client.info('udf-list');
    expect(indexes).toContain('indexname=by_n');
    expect(indexes).not.toContain('indexname=of_test');
    expect(indexes).toContain('state=RW');
    expect(modules).toContain('filename=kept.lua');
    expect(modules).not.toContain('filename=test.lua');
    const records = await embedded.server.records('test', 'set');
    expect(records.map(({ bins }) => bins)).toEqual([{ n: 1 }]);
    expect(await client.info('sindex/test/by_n')).toContain('entries=1;');
    await client.info(`sindex-delete:namespace=test;indexname=by_n`);
    await createIndex(client, 'of_test', 'set=set;bin=m;type=numeric');
    await putModule(client, 'test.lua', 'function two() return 2 end');
    await putRecord(client, 'set', digestOf(n + 10), { n });
  });
});

describe('useEmbeddedServer with security', () => {
  const embedded = useEmbeddedServer({ edition: 'enterprise', security: true });
  let admin: AdminClient;

  beforeAll(async () => {
    admin = await AdminClient.login(embedded.server.port);
    const fields = [field.user('app'), field.password('p'), field.roles('read')];
    expect(await admin.code('createUser', ...fields)).toBe(0);
  });
  afterAll(() => admin.close());

  it.each([1, 2])('keeps the users of beforeAll, and those who are logged in (%i)', async () => {
    expect((await admin.list('queryUsers', field.user('app'))).end).toBe(50);
    expect((await admin.list('queryUsers', field.user('test'))).end).toBe(60);
    expect(await admin.code('dropUser', field.user('app'))).toBe(0);
    const fields = [field.user('test'), field.password('p'), field.roles('read')];
    expect(await admin.code('createUser', ...fields)).toBe(0);
  });
});

describe('useEmbeddedServer with beforeEach: "keep"', () => {
  const embedded = useEmbeddedServer({ beforeEach: 'keep' });

  it('lets a test write', () => put(embedded.server.port, 1));

  it('lets the next one read', () => {
    expect(embedded.server.records('test')).toHaveLength(1);
  });
});
