import { EmbeddedServer, type EmbeddedWorker } from '@aeroform/embedded';
import {
  type AerospikeClient,
  type AerospikeError,
  ClientError,
  ClusterError,
  createClient,
  type Key,
  MAP_KEY_ORDERED,
  mapPut,
  operations,
  POLICY_REPLICA_PREFER_RACK,
} from '../../../src/index.js';
import { rejection } from '../../support/with-client.js';

/** Connecting takes the thread that a server needs. */
let server: EmbeddedWorker;
let client: AerospikeClient;
let last = 0;
const freshKey = (): Key => ['test', 'native', `k${++last}`];

const open = (maxConnsPerNode = 100): Promise<AerospikeClient> =>
  createClient({ hosts: [...server.hosts], driver: 'native', maxConnsPerNode }).connect();

beforeAll(async () => {
  server = await EmbeddedServer.startInWorker();
  client = await open();
});
afterAll(async () => {
  await client.close();
  await server.stop();
});

describe('a client with the native driver', () => {
  it('tells which nodes there are, their connections and what servers run', async () => {
    const names = client.getNodeNames();
    expect(names).toHaveLength(1);
    expect(client.isConnected()).toBe(true);
    expect(await client.serverVersions()).toHaveLength(1);
  });

  it('gives the generation after a put', async () => {
    const key = freshKey();
    expect((await client.put(key, { n: 1 })).gen).toBe(1);
    expect((await client.put(key, { n: 2 })).gen).toBe(2);
  });

  it('reads the keys of maps and GeoJSON with their types', async () => {
    const key = freshKey();
    const mixed = new Map<string | number, string>([
      [1, 'one'],
      ['1', 'text'],
    ]);
    await client.put(key, { mixed, text: '{"type":"none"}', plain: { a: 1 } });
    expect((await client.get(key)).bins).toEqual({
      mixed,
      text: '{"type":"none"}',
      plain: { a: 1 },
    });
    expect((await client.select(key, ['mixed'])).bins).toEqual({ mixed });
    const ops = [mapPut('mixed', 2, 'two', { order: MAP_KEY_ORDERED }), operations.read('mixed')];
    const { orderedBins } = await client.operateOrdered(key, ops);
    expect(orderedBins).toEqual([
      { name: 'mixed', value: 3 },
      { name: 'mixed', value: new Map<unknown, unknown>([...mixed, [2, 'two']]) },
    ]);
  });

  it('goes on when other clients of the process, of either driver, are opened and closed', async () => {
    const key = freshKey();
    const second = await open();
    const wire = await createClient({ hosts: [...server.hosts] }).connect();
    const add = [operations.increment('n', 1)];
    const all = [client, second, wire];
    await Promise.all(all.map((each) => each.operate(key, add)));
    await second.close();
    const third = await open();
    await Promise.all([client, third, wire].map((each) => each.operate(key, add)));
    await third.close();
    await wire.close();
    expect((await client.get(key)).bins).toEqual({ n: 6 });
  });

  it('refuses an idle time-out that the official client would take for its default', () => {
    const config = { hosts: [...server.hosts], driver: 'native', idleTimeout: 500 } as const;
    expect(() => createClient(config)).toThrow(/config.idleTimeout must be at least 1000/);
  });

  it('lets commands wait for a connection in their order', async () => {
    const narrow = await open(3);
    try {
      const keys = Array.from({ length: 50 }, freshKey);
      await Promise.all(keys.map((key, n) => narrow.put(key, { n })));
      const records = await Promise.all(keys.map((key) => narrow.get(key)));
      expect(records.map(({ bins }) => bins['n'])).toEqual(keys.map((_key, n) => n));
    } finally {
      await narrow.close();
    }
  });

  it('is closed after the commands on the way, and then refuses others', async () => {
    const second = await open();
    const key = freshKey();
    const writes = Array.from({ length: 20 }, (_none, n) => second.put(key, { [`b${n}`]: n }));
    await second.close();
    expect((await Promise.all(writes)).map(({ gen }) => gen).sort((a, b) => a - b)[19]).toBe(20);
    expect(await rejection(second.get(key))).toMatchObject({ code: 'NOT_CONNECTED' });
    await second.connect();
    expect(Object.keys((await second.get(key)).bins)).toHaveLength(20);
    await second.close();
  });

  it('gives up a command whose signal is aborted, in doubt when it was sent', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const write = rejection<AerospikeError>(client.put(freshKey(), { n: 1 }, null, { signal }));
    const read = rejection<AerospikeError>(client.get(freshKey(), { signal }));
    controller.abort();
    expect(await write).toMatchObject({ code: 'ABORTED', inDoubt: true });
    expect(await read).toMatchObject({ code: 'ABORTED', inDoubt: false });
    const unsent = rejection<AerospikeError>(client.put(freshKey(), { n: 1 }, null, { signal }));
    expect(await unsent).toMatchObject({ code: 'ABORTED', inDoubt: false });
  });

  it('refuses what the official client would leave out', async () => {
    const key = freshKey();
    const policies = [
      [{ sleepBetweenRetries: 5, maxRetries: 1 }, 'UNSUPPORTED_BY_DRIVER'],
      [{ onLockingOnly: true }, 'UNSUPPORTED_BY_DRIVER'],
    ] as const;
    for (const [policy, code] of policies) {
      const error = await rejection<AerospikeError>(client.put(key, { n: 1 }, null, policy));
      expect(error).toMatchObject({ code, inDoubt: false });
    }
    const racks = client.get(key, { replica: POLICY_REPLICA_PREFER_RACK });
    expect(await rejection(racks)).toMatchObject({ argument: 'policy.replica' });
    expect((await client.exists(key)).meta).toBeNull();
  });
});

describe('connecting the native driver', () => {
  it('lists the hosts when none answers, and may be tried again', async () => {
    const nobody = createClient({ hosts: '127.0.0.1:1', driver: 'native' });
    for (let attempt = 0; attempt < 2; attempt++) {
      const error = await rejection<AerospikeError>(nobody.connect());
      expect(error).toBeInstanceOf(ClusterError);
      expect(error.code).toBe('CONNECT_FAILED');
      expect(error.message).toContain('Seeds tried: 127.0.0.1:1 (');
    }
    await client.put(freshKey(), { still: 'works' });
  });

  it('does not begin after its signal was aborted', async () => {
    const other = createClient({ hosts: [...server.hosts], driver: 'native' });
    const connecting = other.connect(null, null, { signal: AbortSignal.abort() });
    expect(await rejection(connecting)).toBeInstanceOf(ClientError);
    expect(other.isConnected()).toBe(false);
  });
});
