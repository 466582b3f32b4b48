import { EmbeddedServer } from '@aeroform/embedded';
import {
  type BatchWriteItem,
  type AerospikeClient,
  type AerospikeError,
  createClient,
  type Key,
  operations,
  predicates,
} from '../../src/index.js';
import { type Integration, startIntegration } from '../support/integration.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { rejection } from '../support/with-client.js';

const compress = true;
const TEXT = 'the same again, '.repeat(100);
/** More than is packed at once. */
const LONG_TEXT = TEXT.repeat(100);

describe('compress', () => {
  let server: EmbeddedServer;
  let client: AerospikeClient;
  /** On a busy machine many records take their time. */
  const writeAll = async (items: readonly BatchWriteItem[]): Promise<void> => {
    const { batchRecords } = await client.batchWrite(items, { totalTimeout: 30_000 });
    expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
  };

  beforeAll(async () => {
    server = await EmbeddedServer.start({ edition: 'enterprise' });
    client = await createClient({ hosts: [...server.hosts] }).connect();
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  let last = 0;
  const freshKey = (): Key => ['test', 'packed', ++last];

  it.each([
    ['a few bytes', 'x'],
    ['what is packed at once', TEXT],
    ['what another thread packs', LONG_TEXT],
  ])('writes and reads %s', async (_what, text) => {
    const key = freshKey();
    await client.put(key, { text }, null, { compress });
    expect((await client.get(key)).bins).toEqual({ text });
    expect((await client.get(key, { compress })).bins).toEqual({ text });
    const ops = [operations.append('text', text), operations.read('text')];
    const record = await client.operate(key, ops, null, { compress });
    expect(record.bins).toEqual({ text: text + text });
    await client.remove(key, null, { compress });
    expect((await client.exists(key, { compress })).meta).toBeNull();
  });

  it('answers many commands on one connection in their order', async () => {
    const keys = Array.from({ length: 60 }, freshKey);
    const texts = keys.map((_key, i) => `${i}:${i % 2 === 0 ? LONG_TEXT : TEXT}`);
    await Promise.all(
      keys.map((key, i) => client.put(key, { text: texts[i]! }, null, { compress })),
    );
    const records = await Promise.all(
      keys.map((key, i) => client.get(key, { compress: i % 2 === 0 })),
    );
    expect(records.map(({ bins }) => bins['text'])).toEqual(texts);
  });

  it('packs batches and their answers', async () => {
    const keys = Array.from({ length: 300 }, freshKey);
    const items = keys.map((key, i) => [key, { i, text: TEXT }] as const);
    const { batchRecords } = await client.batchWrite(items, { compress });
    expect(batchRecords.every(({ result }) => result === 0)).toBe(true);
    const handle = await client.batchRead(keys, null, { compress });
    const found = handle.records();
    expect(found.map(({ bins }) => bins['i'])).toEqual(keys.map((_key, i) => i));
    expect(found.every(({ bins }) => bins['text'] === TEXT)).toBe(true);
  });

  it('packs the answers of queries, whose slow readers hold up the server', async () => {
    const keys = Array.from({ length: 2000 }, (_none, i): Key => ['test', 'query', i]);
    await writeAll(keys.map((key, i) => [key, { i, text: TEXT }] as const));
    const query = client.query('test', 'query');
    const seen = new Set<unknown>();
    for await (const { bins } of query.stream({ compress, recordQueueSize: 10 } as object)) {
      seen.add(bins['i']);
      if (seen.size % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen.size).toBe(2000);
    const filtered = query.where(predicates.between('i', 5, 7));
    await client.indexIntegerCreate('test', 'query', 'i', 'packed_i');
    expect(await filtered.results({ compress })).toHaveLength(3);
  });

  it('inflates large answers of batches and queries in their order', async () => {
    const keys = Array.from({ length: 20 }, (_none, i): Key => ['test', 'large', i]);
    const text = LONG_TEXT.slice(0, 100_000);
    await writeAll(keys.map((key, i) => [key, { i, text }] as const));
    const read = await client.batchRead(keys, null, { compress });
    expect(read.records().map(({ bins }) => bins)).toEqual(keys.map((_key, i) => ({ i, text })));
    const found = await client.query('test', 'large').results({ compress, recordQueueSize: 1 });
    expect(new Set(found.map(({ bins }) => bins['i'])).size).toBe(20);
    expect(found.every(({ bins }) => bins['text'] === text)).toBe(true);
  });

  it('is cut off by the total time-out and by a signal as ever', async () => {
    const key = freshKey();
    server.faults.add({ when: { command: 'put' }, do: 'timeout' });
    const policy = { compress, totalTimeout: 50 };
    const error = await rejection<AerospikeError>(client.put(key, { a: LONG_TEXT }, null, policy));
    expect([error.name, error.inDoubt]).toEqual(['AerospikeTimeoutError', true]);
    const signal = AbortSignal.abort();
    const aborted = await rejection<AerospikeError>(client.get(key, { compress, signal }));
    expect(aborted.code).toBe('ABORTED');
    server.faults.clear();
  });
});

describe('compress on a server of the Community Edition', () => {
  let integration: Integration;
  beforeAll(async () => {
    integration = await startIntegration();
  });
  afterAll(() => integration.stop());

  it(
    'is refused with a remedy',
    unlessLimited('smallCompressed', async () => {
      const { client } = integration;
      const key: Key = ['test', 'packed', 1];
      const error = await rejection<AerospikeError>(
        client.put(key, { text: TEXT }, null, { compress }),
      );
      expect(error.code).toBe('ENTERPRISE_ONLY');
      expect(error.message).toContain('Remedy: ');
      const items = [[key, { text: TEXT }]] as const;
      const { batchRecords } = await client.batchWrite(items, { compress });
      expect(batchRecords[0]?.error?.code).toBe('ENTERPRISE_ONLY');
      const query = client.query('test', 'packed').results({ compress });
      expect((await rejection<AerospikeError>(query)).code).toBe('ENTERPRISE_ONLY');
    }),
  );
});
