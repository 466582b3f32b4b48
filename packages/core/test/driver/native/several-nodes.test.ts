import {
  type ClusterProcess,
  startClusterProcess,
} from '../../../../../test/support/cluster-process.js';
import { type AerospikeClient, createClient, predicates, type Query } from '../../../src/index.js';

const SET = 'native_nodes';
const COUNT = 2000;
const keys = Array.from({ length: COUNT }, (_, n) => ['test', SET, n] as const);

describe('the native driver on several nodes', () => {
  let cluster: ClusterProcess;
  let native: AerospikeClient;
  let wire: AerospikeClient;

  beforeAll(async () => {
    cluster = await startClusterProcess({ nodes: 3 });
    wire = await createClient({ hosts: cluster.hosts }).connect();
    native = await createClient({ hosts: cluster.hosts, driver: 'native' }).connect();
    await wire.indexIntegerCreate('test', SET, 'n', 'native_nodes_n');
    const policy = { totalTimeout: 20_000 };
    const { batchRecords } = await native.batchWrite(
      keys.map((key, n) => [key, { n }]),
      policy,
    );
    expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
  });
  afterAll(async () => {
    await native.close();
    await wire.close();
    await cluster.stop();
  });

  it('asks each node for info', async () => {
    const theirs = await wire.infoAll('node');
    const byName = <T extends { nodeName: string }>(answers: readonly T[]): T[] =>
      answers.toSorted((a, b) => a.nodeName.localeCompare(b.nodeName));
    expect(byName(await native.infoAll('node'))).toEqual(byName(theirs));
    expect(theirs).toHaveLength(3);
  });

  it.each([
    ['a scan', (query: Query) => query],
    ['an index', (query: Query) => query.where(predicates.between('n', 0, COUNT))],
  ])('reads each record once by %s, whole, in requests and in pages', async (_what, ask) => {
    const seen = async (query: Query, recordQueueSize: number): Promise<Set<unknown>> => {
      const records = await query.results({ recordQueueSize });
      expect(records).toHaveLength(COUNT);
      return new Set(records.map(({ bins }) => bins['n']));
    };
    const query = ask(native.query('test', SET));
    expect((await seen(query, 10_000)).size).toBe(COUNT);
    expect((await seen(query, 10)).size).toBe(COUNT);
    const paged = new Set<unknown>();
    let pages = 0;
    for await (const { records } of query.pages(300)) {
      pages++;
      for (const { bins } of records) paged.add(bins['n']);
    }
    expect(paged.size).toBe(COUNT);
    expect(pages).toBeGreaterThan(5);
  });

  it('goes on where another driver has read some nodes to their end', async () => {
    const query = predicates.between('n', 0, COUNT);
    const seen = new Set<unknown>();
    let cursor: string | null = null;
    let total = 0;
    let turn = 0;
    do {
      const client: AerospikeClient = turn++ % 2 === 0 ? wire : native;
      const page = await client.query('test', SET).where(query).page({ size: 450, cursor });
      total += page.records.length;
      for (const { bins } of page.records) seen.add(bins['n']);
      cursor = page.cursor;
    } while (cursor !== null);
    expect([total, seen.size]).toEqual([COUNT, COUNT]);
  });

  it('reads rows of all nodes in their order', async () => {
    const handle = await native.batchRead(keys, ['n'], { totalTimeout: 20_000 });
    expect([...handle].map(({ record }) => record?.bins['n'])).toEqual(keys.map((_, n) => n));
  });
});
