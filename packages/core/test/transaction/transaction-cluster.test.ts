import { EmbeddedCluster } from '@aeroform/embedded';
import {
  type AerospikeClient,
  createClient,
  type Key,
  type TransactionError,
} from '../../src/index.js';
import { rejection } from '../support/with-client.js';

let cluster: EmbeddedCluster;
let client: AerospikeClient;
beforeAll(async () => {
  cluster = await EmbeddedCluster.start({
    nodes: 3,
    edition: 'enterprise',
    namespaces: [{ name: 'test', strongConsistency: true }],
  });
  client = await createClient({ hosts: [...cluster.hosts] }).connect();
});
afterAll(async () => {
  await client.close();
  await cluster.stop();
});

const keys = Array.from({ length: 60 }, (_none, i): Key => ['test', 'spread', i]);

describe('a transaction over the nodes of a cluster', () => {
  beforeEach(async () => {
    await client.batchWrite(keys.map((key) => [key, { a: 0 }] as const));
  });

  const values = async (): Promise<Set<unknown>> => {
    const handle = await client.batchRead(keys);
    return new Set(handle.records().map(({ bins }) => bins['a']));
  };

  it('is committed on all of them', async () => {
    expect(client.getNodeNames()).toHaveLength(3);
    await client.transaction(async (txn) => {
      await client.batchRead(keys.slice(0, 30), null, { txn });
      await client.batchWrite(
        keys.map((key) => [key, { a: 1 }] as const),
        { txn },
      );
      expect(await values()).toEqual(new Set([0]));
    });
    expect(await values()).toEqual(new Set([1]));
  });

  it('is undone on all of them when one record was changed after it was read', async () => {
    const txn = client.beginTransaction();
    await client.batchRead(keys.slice(0, 30), null, { txn });
    await client.batchWrite(
      keys.slice(30).map((key) => [key, { a: 1 }] as const),
      { txn },
    );
    await client.put(keys[7]!, { a: 0 });
    const error = await rejection<TransactionError>(txn.commit());
    expect([error.status, error.key?.[2]]).toEqual(['VERIFY_FAILED', 7]);
    expect(await values()).toEqual(new Set([0]));
    await client.put(keys[40]!, { a: 0 });
  });
});
