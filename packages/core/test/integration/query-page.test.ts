import {
  type AerospikeRecord,
  createClient,
  InvalidArgError,
  LOG_LEVEL_DEBUG,
  LOG_LEVEL_WARN,
  partitionFilterByRange,
  predicates,
  setLogger,
  setLogLevel,
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
    const other = await createClient({ hosts: server.hosts }).connect();
    try {
      const second = await other.query(NAMESPACE, set).page({ size: COUNT, cursor: text });
      expect(second.records).toHaveLength(COUNT - 200);
      expect(second.cursor).toBeNull();
      expect(values([...first.records, ...second.records])).toEqual(upTo(COUNT));
    } finally {
      await other.close();
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
    let opened = 0;
    // Other clients of the server open connections, too: only those of this process count.
    setLogger({ log: ({ message }) => void (opened += message === 'opened' ? 1 : 0) });
    setLogLevel(LOG_LEVEL_DEBUG);
    try {
      for (let i = 0; i < 20; i++) ({ cursor } = await query.page({ size: 10, cursor }));
    } finally {
      setLogger(undefined);
      setLogLevel(LOG_LEVEL_WARN);
    }
    expect(opened).toBeLessThan(3);
  });

  it('go on when records that were read have been changed or removed', async () => {
    const { client } = server;
    const changing = await server.freshSet('page_changing');
    const index = `${changing}_i`;
    await client.indexIntegerCreate(NAMESPACE, changing, 'i', index);
    const scan = client.query(NAMESPACE, changing);
    const queries = [scan, scan.where(predicates.between('i', 0, COUNT))];
    try {
      for (const query of queries) {
        await client.batchWrite(
          upTo(100).map((i) => [[NAMESPACE, changing, i] as const, { i }] as const),
        );
        const first = await query.page({ size: 40 });
        const [removed, moved] = [first.records.slice(0, 20), first.records.slice(20)];
        await client.batchRemove(removed.map(({ key }) => key));
        await client.batchWrite(moved.map(({ key }) => [key, { i: COUNT + 1 }]));
        const rest: number[] = [];
        let { cursor } = first;
        while (cursor !== null) {
          const page = await query.page({ size: 40, cursor });
          rest.push(...values(page.records));
          ({ cursor } = page);
        }
        // None that was there all the time is left out, none is read twice.
        expect(rest.concat(values(first.records)).sort((a, b) => a - b)).toEqual(upTo(100));
      }
    } finally {
      await client.indexRemove(NAMESPACE, index);
    }
  });
});
