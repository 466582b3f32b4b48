import { Info2 } from '@aeroform/protocol';
import { ClusterUnderTest, digestIn, record as recordIn } from '../support/cluster';
import { WireTransaction } from '../support/transaction-wire';
import { put } from '../support/wire-client';

const record = (digest: Buffer): ReturnType<typeof recordIn> => recordIn(digest, 's');

describe('a transaction in a cluster', () => {
  let tested: ClusterUnderTest;

  beforeAll(async () => {
    tested = await ClusterUnderTest.start({
      nodes: 3,
      edition: 'enterprise',
      namespaces: [{ name: 'test', strongConsistency: true, replicationFactor: 2 }],
    });
  });
  afterAll(() => tested.stop());

  it('spans nodes, and is committed on all of them', async () => {
    const digests = [10, 500, 900, 2000, 4000].map((partition) => digestIn(partition));
    for (const digest of digests) await tested.put(0, digest, 1);
    const transaction = new WireTransaction(await tested.client(1), 77n);
    for (const digest of digests) {
      const { header } = await transaction.write({ fields: record(digest), ops: [put('b', 2)] });
      expect(header.resultCode).toBe(0);
    }
    for (const digest of digests) expect(await tested.get(2, digest)).toBe(1);
    expect(await tested.put(0, digests[0]!, 3)).toBe(120);
    await transaction.markForward();
    for (const digest of digests) await transaction.roll(record(digest), 'forward');
    expect((await transaction.close()).header.resultCode).toBe(0);
    for (const digest of digests) {
      for (const index of [0, 1, 2]) expect(await tested.get(index, digest)).toBe(2);
    }
  });

  it('outlives a node that has a part in it', async () => {
    const digest = digestIn(123);
    await tested.put(0, digest, 1);
    const [master] = (await tested.owners(123, 0)) as [number];
    const other = (master + 1) % 3;
    const transaction = new WireTransaction(await tested.client(other), 78n);
    await transaction.write({ fields: record(digest), ops: [put('b', 2)] });
    await tested.cluster.node(master).stop();
    expect(await tested.get(other, digest)).toBe(1);
    const client = await tested.client(other);
    const blocked = { info2: Info2.write, fields: record(digest), ops: [put('b', 3)] };
    expect(await client.resultCode(blocked)).toBe(120);
    await transaction.roll(record(digest), 'forward');
    expect(await tested.get(other, digest)).toBe(2);
    await tested.cluster.node(master).start();
    expect(await tested.get(master, digest)).toBe(2);
  });

  it('is ended on every node when it is past its deadline', async () => {
    const digests = [10, 2000].map((partition) => digestIn(partition));
    for (const digest of digests) await tested.put(0, digest, 1);
    const transaction = new WireTransaction(await tested.client(0), 79n);
    for (const digest of digests) {
      await transaction.write({ fields: record(digest), ops: [put('b', 2)] });
    }
    await transaction.markForward();
    await tested.cluster.clock.advance('12s');
    for (const digest of digests) expect(await tested.get(1, digest)).toBe(2);
  });
});
