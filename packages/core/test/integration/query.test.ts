import {
  exp,
  IndexNotFound,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  InvalidArgError,
  geojson,
  partitionFilterById,
  partitionFilterByRange,
  predicates,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

const COUNT = 500;

describe('queries', () => {
  let integration: Integration;
  let set: string;
  const indexes: string[] = [];

  beforeAll(async () => {
    integration = await startIntegration();
    const { client } = integration;
    set = await integration.freshSet('core_query');
    const keys = Array.from({ length: COUNT }, (_, i) => [NAMESPACE, set, i] as const);
    await client.batchWrite(
      keys.map((key, i) => [
        key,
        {
          n: i,
          word: `w${i % 10}`,
          tags: [`t${i % 5}`, 'all'],
          props: { [`p${i % 4}`]: i },
          at: geojson({ type: 'Point', coordinates: [i / 100, 10] }),
          blob: Buffer.from([i % 3]),
        },
      ]),
    );
    const name = (bin: string): string => {
      const index = `${set}_${bin}`;
      indexes.push(index);
      return index;
    };
    await client.indexIntegerCreate(NAMESPACE, set, 'n', name('n'));
    await client.indexStringCreate(NAMESPACE, set, 'word', name('word'));
    await client.indexStringCreate(NAMESPACE, set, 'tags', name('tags'), { collection: 'list' });
    await client.indexStringCreate(NAMESPACE, set, 'props', name('props'), {
      collection: 'mapKeys',
    });
    await client.indexGeo2dsphereCreate(NAMESPACE, set, 'at', name('at'));
    await client.indexBlobCreate(NAMESPACE, set, 'blob', name('blob'));
  });

  afterAll(async () => {
    for (const index of indexes) await integration.client.indexRemove(NAMESPACE, index);
    await integration.stop();
  });

  const numbers = (records: readonly { bins: Record<string, unknown> }[]): number[] =>
    records.map(({ bins }) => bins['n'] as number).sort((a, b) => a - b);

  it('scans a set', async () => {
    const records = await integration.client.query(NAMESPACE, set).results();
    expect(numbers(records)).toEqual(Array.from({ length: COUNT }, (_, i) => i));
    expect(records[0]?.key.slice(0, 2)).toEqual([NAMESPACE, set]);
    expect(records[0]?.meta.gen).toBe(1);
  });

  it('finds a range of integers', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const records = await query.where(predicates.between('n', 100, 109)).results();
    expect(numbers(records)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
    const one = await query.where(predicates.equals('n', 7)).results();
    expect(numbers(one)).toEqual([7]);
  });

  it('finds strings and bytes', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const words = await query.where(predicates.equals('word', 'w3')).results();
    expect(numbers(words)).toEqual(Array.from({ length: COUNT / 10 }, (_, i) => i * 10 + 3));
    const blobs = await query.where(predicates.equals('blob', Buffer.from([2]))).results();
    expect(blobs).toHaveLength(166);
  });

  it('finds elements of lists and keys of maps', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const tagged = query.where(predicates.contains('tags', INDEX_TYPE_LIST, 't2'));
    expect(await tagged.results()).toHaveLength(COUNT / 5);
    const keyed = query.where(predicates.contains('props', INDEX_TYPE_MAPKEYS, 'p1'));
    expect(await keyed.results()).toHaveLength(COUNT / 4);
  });

  it('finds points in a radius', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const near = await query.where(predicates.geoWithinRadius('at', 10, 1, 3000)).results();
    expect(numbers(near)).toEqual([98, 99, 100, 101, 102]);
  });

  it('combines a predicate with a filter', async () => {
    const records = await integration.client
      .query(NAMESPACE, set)
      .where(predicates.between('n', 0, 99))
      .filter(exp.eq(exp.stringBin('word'), exp.stringVal('w0')))
      .results();
    expect(numbers(records)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('returns chosen bins, or none', async () => {
    const query = integration.client.query(NAMESPACE, set).where(predicates.between('n', 1, 1));
    expect((await query.select('n').select('word').results())[0]?.bins).toEqual({
      n: 1,
      word: 'w1',
    });
    expect((await query.noBins().results())[0]?.bins).toEqual({});
  });

  it('uses an index by its name', async () => {
    const named = predicates.between('n', 5, 6, { indexName: `${set}_n` });
    expect(numbers(await integration.client.query(NAMESPACE, set).where(named).results())).toEqual([
      5, 6,
    ]);
  });

  it('stops at a number of records', async () => {
    const query = integration.client.query(NAMESPACE, set);
    expect(await query.maxRecords(17).results()).toHaveLength(17);
    const some = query.where(predicates.between('n', 0, 99)).maxRecords(5);
    expect(await some.results()).toHaveLength(5);
    expect(await query.maxRecords(COUNT * 2).results()).toHaveLength(COUNT);
  });

  it('reads some partitions, and all of them in parts', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const parts = await Promise.all([
      query.partitions(partitionFilterByRange(0, 1000)).results(),
      query.partitions(partitionFilterByRange(1000, 3095)).results(),
      query.partitions(partitionFilterById(4095)).results(),
    ]);
    expect(parts[0]?.length).toBeGreaterThan(50);
    expect(numbers(parts.flat())).toEqual(Array.from({ length: COUNT }, (_, i) => i));
  });

  it('streams, and can be left early', async () => {
    let seen = 0;
    for await (const { bins } of integration.client.query(NAMESPACE, set)) {
      expect(typeof bins['n']).toBe('number');
      if (++seen === 10) break;
    }
    expect(seen).toBe(10);
  });

  it('streams in blocks of what has arrived, which can be left early too', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const seen: unknown[] = [];
    for await (const block of query.blocks()) {
      expect(block.length).toBeGreaterThan(0);
      seen.push(...block.map(({ bins }) => bins['n']));
    }
    const all = (await query.results()).map(({ bins }) => bins['n']);
    expect(all.length).toBeGreaterThan(10);
    expect(seen).toHaveLength(all.length);
    expect(new Set(seen)).toEqual(new Set(all));
    for await (const [first] of query.blocks()) {
      expect(typeof first?.bins['n']).toBe('number');
      break;
    }
    const signal = AbortSignal.abort();
    await expect(query.blocks({ signal }).next()).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('calls back until the callback returns false', async () => {
    const query = integration.client.query(NAMESPACE, set);
    let seen = 0;
    await query.forEach(() => ++seen < 25);
    expect(seen).toBe(25);
    seen = 0;
    await query.forEach(() => {
      seen++;
    });
    expect(seen).toBe(COUNT);
  });

  it('can be run twice, and be the start of several', async () => {
    const base = integration.client.query(NAMESPACE, set);
    const low = base.where(predicates.between('n', 0, 4));
    expect(await base.results()).toHaveLength(COUNT);
    expect(await low.results()).toHaveLength(5);
    expect(await low.results()).toHaveLength(5);
  });

  it('answers nothing for an empty set', async () => {
    const empty = await integration.freshSet('core_query_empty');
    expect(await integration.client.query(NAMESPACE, empty).results()).toEqual([]);
  });

  it('rejects without an index', async () => {
    const call = integration.client
      .query(NAMESPACE, set)
      .where(predicates.equals('nowhere', 1))
      .results();
    const error = await rejection(call);
    expect(error).toBeInstanceOf(IndexNotFound);
    expect(error.stack).toContain('query.test.ts');
    expect(error.message).toContain(`namespace ${NAMESPACE}, set ${set}, bin nowhere (integer)`);
    expect(error.message).toContain(
      `Remedy: create it with client.indexIntegerCreate('${NAMESPACE}', '${set}', 'nowhere', …)`,
    );
  });

  it('names the index that a query asks for and that is not there', async () => {
    const predicate = predicates.contains('tags', INDEX_TYPE_LIST, 'all', { indexName: 'gone' });
    const call = integration.client.query(NAMESPACE, set).where(predicate).results();
    const { message } = await rejection(call);
    expect(message).toContain('bin tags (string, elements of a list), index gone');
    expect(message).toContain(`client.indexStringCreate('${NAMESPACE}', '${set}', 'tags', …)`);
  });

  it('rejects for an unknown namespace', async () => {
    const call = integration.client.query('nowhere').results();
    expect(await rejection(call)).toMatchObject({ code: 'INVALID_NAMESPACE' });
  });

  it('checks its parts', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const wrong = (value: unknown): never => value as never;
    expect(() => query.where(wrong('n = 1'))).toThrow(InvalidArgError);
    const once = query.where(predicates.equals('n', 1));
    expect(() => once.where(predicates.equals('n', 2))).toThrow(/filter\(\)/);
    expect(() => query.filter(wrong(true))).toThrow(InvalidArgError);
    expect(() => query.maxRecords(-1)).toThrow(InvalidArgError);
    expect(() => query.select('a bin name that is too long')).toThrow(InvalidArgError);
    expect(() => partitionFilterByRange(4000, 97)).toThrow(/at most 96/);
    expect(() => partitionFilterById(4096)).toThrow(InvalidArgError);
    expect(() => query.partitions(wrong({ begin: 0, count: 0 }))).toThrow(InvalidArgError);
    expect(await rejection(query.results(wrong({ nope: 1 })))).toBeInstanceOf(InvalidArgError);
    expect(() => integration.client.query('')).toThrow(InvalidArgError);
  });

  it('goes on behind slow consumers', async () => {
    const seen = new Set<number>();
    const policy = { recordQueueSize: 8, socketTimeout: 200 };
    await integration.client.query(NAMESPACE, set).forEach(async ({ bins }) => {
      seen.add(bins['n'] as number);
      if (seen.size % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    }, policy);
    expect(seen.size).toBe(COUNT);
  });

  it('give no more records once their signal is aborted, whatever has come in', async () => {
    const query = integration.client.query(NAMESPACE, set);
    const controller = new AbortController();
    let seen = 0;
    const loop = query.forEach(
      () => {
        seen++;
        if (seen === 3) controller.abort(new Error('enough'));
      },
      { signal: controller.signal },
    );
    expect(await rejection(loop)).toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
    expect(seen).toBe(3);
    expect(await query.results()).toHaveLength(COUNT);
  });

  it('can be ended and begun again, many times', async () => {
    const query = integration.client.query(NAMESPACE, set);
    for (let i = 0; i < 10; i++) {
      for await (const { bins } of query) {
        expect(bins['word']).toBeDefined();
        break;
      }
      let calls = 0;
      await query.forEach(() => ++calls < 5);
      expect(calls).toBe(5);
    }
    const thrown = query.forEach(() => Promise.reject(new Error('of the callback')));
    expect((await rejection(thrown)).message).toBe('of the callback');
    expect(await query.results()).toHaveLength(COUNT);
  });
});
