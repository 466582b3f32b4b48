import { EmbeddedCluster } from '@aeroform/embedded';
import {
  type AerospikeClient,
  type ClientConfig,
  createClient,
  InvalidArgError,
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
} from '../../src/index.js';
import { rejection } from '../support/with-client.js';

const keys = Array.from({ length: 120 }, (_, i) => ['test', 'racks', i] as const);
const preferRack = { replica: POLICY_REPLICA_PREFER_RACK } as const;

describe('racks', () => {
  let cluster: EmbeddedCluster;
  const clients: AerospikeClient[] = [];
  beforeAll(async () => {
    // Each record is on all three nodes, so that every rack has a copy.
    cluster = await EmbeddedCluster.start({
      edition: 'enterprise',
      nodes: 3,
      replicationFactor: 3,
      rackIds: [1, 2, 3],
    });
    const client = await connect({});
    await Promise.all(keys.map((key, i) => client.put(key, { i })));
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await cluster.stop();
  });

  async function connect(config: Partial<ClientConfig>): Promise<AerospikeClient> {
    const client = createClient({ hosts: cluster.hosts as never, tendInterval: 250, ...config });
    clients.push(client);
    return client.connect();
  }

  /** How many records and queries each node is asked for while `work` runs. */
  async function gets(work: () => Promise<unknown>): Promise<number[]> {
    const count = (): number[] =>
      cluster.nodes.map((node) => {
        const { requests } = node.inspect();
        return requests.get + requests.query;
      });
    const before = count();
    await work();
    return count().map((after, i) => after - (before[i] as number));
  }

  it('serve reads from the rack of the client', async () => {
    for (const rackId of [1, 2, 3]) {
      const client = await connect({ rackId });
      const expected = [1, 2, 3].map((rack) => (rack === rackId ? keys.length : 0));
      const read = (): Promise<unknown> =>
        Promise.all(keys.map((key) => client.get(key, preferRack)));
      expect(await gets(read)).toEqual(expected);
      const only = [1, 2, 3].map((rack) => (rack === rackId ? 1 : 0));
      expect(await gets(() => client.batchRead(keys, null, preferRack))).toEqual(expected);
      const query = client.query('test', 'racks');
      expect(await gets(() => query.results(preferRack))).toEqual(only);
    }
  });

  it('are tried in the order of rackIds, unknown ones last', async () => {
    const client = await connect({ rackIds: [9, 3, 1] });
    const read = (): Promise<unknown> =>
      Promise.all(keys.map((key) => client.get(key, preferRack)));
    expect(await gets(read)).toEqual([0, 0, keys.length]);
  });

  it('are used by default policies', async () => {
    const client = await connect({ rackId: 2, policies: { read: preferRack } });
    const read = (): Promise<unknown> => Promise.all(keys.map((key) => client.get(key)));
    expect(await gets(read)).toEqual([0, keys.length, 0]);
  });

  it('need to be known', async () => {
    const client = await connect({});
    const calls = [
      client.get(keys[0] as never, preferRack),
      client.batchRead(keys, null, preferRack),
      client.query('test', 'racks').results(preferRack),
    ];
    for (const error of await Promise.all(calls.map(rejection<Error>))) {
      expect(error).toBeInstanceOf(InvalidArgError);
      expect(error.message).toContain('config.rackId');
    }
  });

  it.each([POLICY_REPLICA_ANY, POLICY_REPLICA_RANDOM] as const)(
    'do not matter to replica %i, which takes all nodes in turn',
    async (replica) => {
      const client = await connect({});
      const answered = await gets(() =>
        Promise.all(keys.map((key) => client.get(key, { replica }))),
      );
      expect(answered.every((count) => count > keys.length / 5)).toBe(true);
      expect(answered.reduce((sum, count) => sum + count)).toBe(keys.length);
    },
  );

  it('fall back to the other copies when their node is lost', async () => {
    const client = await connect({ rackId: 1 });
    await cluster.node(0).stop();
    const results = await Promise.all(
      keys.map((key) => client.get(key, { ...preferRack, totalTimeout: 5000 })),
    );
    expect(results.map(({ bins }) => bins['i'])).toEqual(keys.map((_, i) => i));
    await cluster.node(0).start();
  });

  it('unknown to the server, leave reads to all copies', async () => {
    const community = await EmbeddedCluster.start({ nodes: 1 });
    const client = createClient({ hosts: community.hosts as never, rackId: 1 });
    await client.connect();
    await client.put(['test', 'racks', 1], { a: 1 });
    expect((await client.get(['test', 'racks', 1], preferRack)).bins).toEqual({ a: 1 });
    expect(
      (await client.get(['test', 'racks', 1], { replica: POLICY_REPLICA_MASTER })).bins,
    ).toEqual({ a: 1 });
    await client.close();
    await community.stop();
  });
});

it('reaches the nodes by the addresses of ipMap', async () => {
  // The nodes tell of an address that does not exist.
  const cluster = await EmbeddedCluster.start({
    nodes: 3,
    alternateAddress: '203.0.113.9',
  } as never);
  const [first] = cluster.hosts;
  const config = { hosts: [first as never], useServicesAlternate: true, timeout: 300 };
  const client = createClient({ ...config, ipMap: { '203.0.113.9': '127.0.0.1' } });
  await client.connect();
  expect(client.getNodeNames()).toHaveLength(3);
  await client.close();
  await cluster.stop();
});
