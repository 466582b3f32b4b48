import { EmbeddedCluster } from '@aeroform/embedded';
import { type AerospikeClient, createClient, operations } from '../../src/index.js';

const keys = Array.from({ length: 150 }, (_, i) => ['test', 'failover', i] as const);
const add = [operations.increment('n', 1)];
const again = { maxRetries: 1 };

describe('a node that is gone, before the client has noticed', () => {
  let cluster: EmbeddedCluster;
  let client: AerospikeClient;

  beforeAll(async () => {
    cluster = await EmbeddedCluster.start({ nodes: 3, replicationFactor: 2 });
    await using other = await createClient({ hosts: [...cluster.hosts] }).connect();
    await other.batchWrite(keys.map((key) => [key, { n: 0 }]));
    // It has no connection yet that could break with a write on the way.
    client = createClient({ hosts: [...cluster.hosts], tendInterval: 60_000 });
    await client.connect();
    await cluster.node(1).stop();
  });
  afterAll(async () => {
    await client.close();
    await cluster.stop();
  });

  it('costs no write, and none is carried out twice', async () => {
    await Promise.all(keys.map((key) => client.operate(key, add, null, again)));
    const { batchRecords } = await client.batchOperate(keys, add);
    expect(new Set(batchRecords.map(({ result }) => result))).toEqual(new Set([0]));
    const records = await client.batchRead(keys);
    expect(new Set(records.toList().map((record) => record?.bins['n']))).toEqual(new Set([2]));
  });
});
