import { computeDigest, partitionId } from '@aeroform/protocol';
import {
  type AerospikeRecord,
  type Key,
  InvalidArgError,
  partitionFilterAfter,
  partitionFilterAll,
  partitionFilterById,
  partitionFilterByRange,
  predicates,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

describe('partition filters', () => {
  let server: Integration;
  let set: string;
  const key = (id: number): Key => [NAMESPACE, set, id];

  beforeAll(async () => {
    server = await startIntegration();
    set = await server.freshSet('partition_filter');
    await server.client.batchWrite([1, 2, 3, 4].map((id) => [key(id), { id }]));
  });
  afterAll(() => server.stop());

  const count = async (filter: Parameters<ReturnType<typeof query>['partitions']>[0]) =>
    (await query().partitions(filter).results()).length;
  const query = () => server.client.query(NAMESPACE, set);

  it('ask for all partitions, a range of them, or one', async () => {
    expect(await count(partitionFilterAll())).toBe(4);
    const halves = [partitionFilterByRange(0, 2048), partitionFilterByRange(2048, 2048)] as const;
    expect((await count(halves[0])) + (await count(halves[1]))).toBe(4);
    const { digest } = { digest: (await server.client.get(key(1))).key[3] };
    expect(await count(partitionFilterById(digest.readUInt16LE(0) & 4095))).toBe(1);
  });

  it('ask for what a partition keeps behind a record, also for its pages', async () => {
    const { client } = server;
    const crowded = await server.freshSet('partition_after');
    const keys: Key[] = [];
    for (let id = 0; keys.length < 4; id++) {
      if (partitionId(computeDigest(crowded, id)) === 4000) keys.push([NAMESPACE, crowded, id]);
    }
    await client.batchWrite(keys.map((each, i) => [each, { i }]));
    await client.put([NAMESPACE, crowded, 'elsewhere'], { i: 4 });
    const all = client.query(NAMESPACE, crowded);
    const [start, ...behind] = await all.partitions(partitionFilterById(4000)).results();
    expect(behind).toHaveLength(3);
    const digest = (start as AerospikeRecord).key[3];
    const after = all.partitions(partitionFilterAfter(digest));
    expect(await after.results()).toEqual(behind);
    const { records, cursor } = await after.page({ size: 2 });
    expect(records).toEqual(behind.slice(0, 2));
    expect((await after.page({ size: 2, cursor })).records).toEqual(behind.slice(2));
    // On to the end of the namespace.
    const rest = { begin: 4000, count: 96, after: digest };
    const left = all.partitions(partitionFilterByRange(4000, 96));
    expect((await all.partitions(rest).results()).length).toBe((await left.results()).length - 1);
  });

  it('are refused when they are wrong', async () => {
    const wrong = [
      { begin: 0, count: 1, after: Buffer.alloc(3) },
      { begin: 1, count: 1, digest: 5 },
    ];
    for (const filter of wrong) {
      expect(() => query().partitions(filter as never)).toThrow(InvalidArgError);
    }
    expect(() => partitionFilterAfter('x' as never)).toThrow('digest must be a digest of 20 bytes');
    const ofPartition0 = { begin: 1, count: 1, after: Buffer.alloc(20) };
    expect(() => query().partitions(ofPartition0)).toThrow('after must be a digest of partition 1');
    const indexed = query().where(predicates.equals('id', 1));
    const both = indexed.partitions(partitionFilterAfter(Buffer.alloc(20)));
    expect((await rejection(both.results())).message).toContain('partitionFilterAfter()');
  });
});

describe('the results of a batch', () => {
  it('are listed with their codes, and those found one by one', async () => {
    const server = await startIntegration();
    const set = await server.freshSet('batch_records');
    await server.client.put([NAMESPACE, set, 1], { id: 1 });
    const handle = await server.client.batchRead([1, 2].map((id) => [NAMESPACE, set, id]));
    expect(handle.batchRecords.map(({ result }) => result)).toEqual([0, 2]);
    expect([...handle.iterRecords()].map(({ bins }) => bins)).toEqual([{ id: 1 }]);
    await server.stop();
  });
});
