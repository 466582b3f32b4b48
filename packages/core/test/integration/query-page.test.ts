import {
  type AerospikeRecord,
  InvalidArgError,
  partitionFilterByRange,
  predicates,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const COUNT = 500;

let server: Integration;
let set: string;

beforeAll(async () => {
  server = await startIntegration();
  set = await server.freshSet('page');
  await server.client.batchWrite(
    Array.from({ length: COUNT }, (_, i) => [[NAMESPACE, set, i] as const, { i, even: i % 2 }]),
  );
  await server.client.indexIntegerCreate(NAMESPACE, set, 'i', `${set}_i`);
});

afterAll(async () => {
  await server.client.indexRemove(NAMESPACE, `${set}_i`);
  await server.stop();
});

const values = (records: readonly AerospikeRecord[]): number[] =>
  records.map(({ bins }) => Number(bins['i'])).sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('pages', () => {
  it('hold every record of a set once, and have the size asked for', async () => {
    const query = server.client.query(NAMESPACE, set);
    const records: AerospikeRecord[] = [];
    const sizes: number[] = [];
    for await (const page of query.pages(70)) {
      records.push(...page.records);
      sizes.push(page.records.length);
    }
    expect(values(records)).toEqual(upTo(COUNT));
    expect(sizes.slice(0, 7)).toEqual(Array(7).fill(70));
    expect(sizes[7]).toBe(10);
  });

  it('go on where a cursor stands that went through text, with another client', async () => {
    const query = server.client.query(NAMESPACE, set);
    const first = await query.page({ size: 200 });
    const text = JSON.parse(JSON.stringify(first.cursor)) as string;
    expect(text).toMatch(/^[\w-]+$/);
    const other = await startIntegration({});
    try {
      const second = await (
        process.env['AEROSPIKE_HOSTS'] ? other.client.query(NAMESPACE, set) : query
      ).page({ size: COUNT, cursor: text });
      expect(second.records).toHaveLength(COUNT - 200);
      expect(second.cursor).toBeNull();
      expect(values([...first.records, ...second.records])).toEqual(upTo(COUNT));
    } finally {
      await other.stop();
    }
  });

  it('hold every record of an index range once', async () => {
    const query = server.client.query(NAMESPACE, set).where(predicates.between('i', 100, 399));
    const records: AerospikeRecord[] = [];
    for await (const page of query.pages(37)) records.push(...page.records);
    expect(values(records)).toEqual(upTo(400).slice(100));
  });

  it('stay inside the partitions of the query', async () => {
    const query = server.client.query(NAMESPACE, set).partitions(partitionFilterByRange(1000, 500));
    const all = await query.results();
    const records: AerospikeRecord[] = [];
    for await (const page of query.pages(9)) records.push(...page.records);
    expect(all.length).toBeGreaterThan(9);
    expect(values(records)).toEqual(values(all));
  });

  it('have no cursor when nothing is left', async () => {
    const query = server.client.query(NAMESPACE, set);
    expect((await query.page({ size: COUNT + 1 })).cursor).toBeNull();
    const empty = server.client.query(NAMESPACE, `${set}_empty`);
    expect(await empty.page({ size: 10 })).toEqual({ records: [], cursor: null });
  });

  it('refuse what is no cursor, the cursor of another query, and wrong sizes', async () => {
    const query = server.client.query(NAMESPACE, set);
    const { cursor } = await query.page({ size: 10 });
    const other = server.client.query(NAMESPACE, 'other');
    expect((await rejection(other.page({ size: 10, cursor }))).message).toContain('another query');
    for (const bad of ['', 'no cursor', 'AQ', `${cursor ?? ''}AA`, 5]) {
      const error = await rejection(query.page({ size: 10, cursor: bad as string }));
      expect(error).toBeInstanceOf(InvalidArgError);
      expect(error.message).toContain('cursor');
    }
    expect(await rejection(query.page({ size: 0 }))).toBeInstanceOf(InvalidArgError);
    expect((await rejection(query.maxRecords(5).page({ size: 1 }))).message).toContain('size');
  });

  it('reuse the connection of the page before', async () => {
    const query = server.client.query(NAMESPACE, set);
    let { cursor } = await query.page({ size: 10 });
    const before = await connections();
    for (let i = 0; i < 20; i++) ({ cursor } = await query.page({ size: 10, cursor }));
    expect((await connections()) - before).toBeLessThan(3);
  });
});

async function connections(): Promise<number> {
  const text = await server.client.infoRandomNode('statistics');
  return Number(/client_connections_opened=(\d+)/.exec(text)?.[1]);
}
