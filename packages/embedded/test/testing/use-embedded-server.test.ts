import { EmbeddedError } from '../../src/index';
import { useEmbeddedServer, useEmbeddedWorker } from '../../src/testing/index';
import { digestOf, putRecord } from '../support/query-message';
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

describe('useEmbeddedServer with beforeEach: "keep"', () => {
  const embedded = useEmbeddedServer({ beforeEach: 'keep' });

  it('lets a test write', () => put(embedded.server.port, 1));

  it('lets the next one read', () => {
    expect(embedded.server.records('test')).toHaveLength(1);
  });
});
