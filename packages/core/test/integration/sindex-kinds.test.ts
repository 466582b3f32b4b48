import {
  ctx,
  exp,
  geojson,
  INDEX_BLOB,
  INDEX_GEO2DSPHERE,
  INDEX_NUMERIC,
  INDEX_STRING,
  INDEX_TYPE_DEFAULT,
  INDEX_TYPE_LIST,
  INDEX_TYPE_MAPKEYS,
  INDEX_TYPE_MAPVALUES,
  type IndexCollectionType,
  type IndexedSource,
  IndexNotFound,
  InvalidArgError,
  type Predicate,
  type PredicateValue,
  predicates,
  type SindexInfo,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

let integration: Integration;

beforeAll(async () => {
  integration = await startIntegration();
});
afterAll(() => integration.stop());

type Type = 'numeric' | 'string' | 'blob' | 'geo2dsphere';

const CREATE = {
  numeric: 'indexIntegerCreate',
  string: 'indexStringCreate',
  blob: 'indexBlobCreate',
  geo2dsphere: 'indexGeo2dsphereCreate',
} as const;
const POINT = geojson({ type: 'Point', coordinates: [8.5, 47.4] });
const VALUES = { numeric: 7, string: 'seven', blob: Buffer.from([7]), geo2dsphere: POINT } as const;
const COLLECTIONS = [
  [INDEX_TYPE_DEFAULT, 'default'],
  [INDEX_TYPE_LIST, 'list'],
  [INDEX_TYPE_MAPKEYS, 'mapKeys'],
  [INDEX_TYPE_MAPVALUES, 'mapValues'],
] as const;

function valueIn(type: Type, collection: IndexCollectionType) {
  const value = VALUES[type];
  if (collection === INDEX_TYPE_DEFAULT) return value;
  if (collection === INDEX_TYPE_LIST) return [value];
  if (collection === INDEX_TYPE_MAPVALUES) return { a: value };
  return new Map([[value as PredicateValue, 1]]);
}

function predicateOf(
  source: IndexedSource,
  type: Type,
  collection: IndexCollectionType,
  options: object,
): Predicate {
  if (type === 'geo2dsphere') {
    return predicates.geoWithinRadius(source, 47.4, 8.5, 10, { ...options, indexType: collection });
  }
  const value = VALUES[type];
  if (collection === INDEX_TYPE_DEFAULT) return predicates.equals(source, value, options);
  return predicates.contains(source, collection, value, options);
}

describe('an index on a bin', () => {
  const combinations = (Object.keys(CREATE) as Type[]).flatMap((type) =>
    COLLECTIONS.filter(([, name]) => type !== 'geo2dsphere' || name !== 'mapKeys').flatMap((pair) =>
      [false, true].map((isNested) => [type, ...pair, isNested] as const),
    ),
  );

  it.each(combinations)(
    'of type %s, collection %s (%s), nested: %s, is used by queries',
    async (type, collection, name, isNested) => {
      const { client } = integration;
      const set = await integration.freshSet('core_sindex_kinds');
      const indexName = `${set}_i`;
      const context = isNested ? [ctx.mapKey('deep')] : [];
      const options = isNested ? { context } : {};
      await client.indexRemove(NAMESPACE, indexName);
      await client[CREATE[type]](NAMESPACE, set, 'a', indexName, { collection, ...options });
      const value = valueIn(type, collection);
      await client.put([NAMESPACE, set, 1], { a: isNested ? { deep: value } : value });
      await client.put([NAMESPACE, set, 2], { a: 'nothing of that' });
      const predicate = predicateOf('a', type, collection, options);
      const found = await client.query(NAMESPACE, set).where(predicate).select('a').results();
      expect(found).toHaveLength(1);
      const listed = (await client.indexList(NAMESPACE)).find((index) => index.name === indexName);
      expect(listed).toMatchObject({
        type,
        collection: name,
        bin: 'a',
      } satisfies Partial<SindexInfo>);
      expect(listed?.context === null).toBe(!isNested);
      await client.indexRemove(NAMESPACE, indexName);
    },
  );

  it('can be named by a query, also beside what it would be found by', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_kinds');
    const indexName = `${set}_named`;
    const context = [ctx.mapKey('deep')];
    await client.indexIntegerCreate(NAMESPACE, set, 'a', indexName, { context });
    await client.put([NAMESPACE, set, 1], { a: { deep: 7 } });
    const predicate = predicates.equals('a', 7, { context, indexName });
    expect(await client.query(NAMESPACE, set).where(predicate).results()).toHaveLength(1);
    await client.indexRemove(NAMESPACE, indexName);
  });

  it('has a collection by name or by constant, and no other', async () => {
    const { client } = integration;
    for (const collection of [4, 'lists', 'toString'] as never[]) {
      const call = client.indexStringCreate(NAMESPACE, 'a', 'a', 'i', { collection });
      expect(await rejection(call)).toMatchObject({ argument: 'policy.collection' });
    }
  });
});

describe('an index on an expression', () => {
  it('holds what the expression evaluates to; queries find it by the expression and by name', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_expression');
    const indexName = `${set}_adult`;
    const age = exp.cond(
      exp.ge(exp.intBin('age'), exp.intVal(18)),
      exp.intBin('age'),
      exp.unknown(),
    );
    await client.indexExpressionCreate(NAMESPACE, set, age, INDEX_NUMERIC, indexName);
    for (const value of [12, 30, 40]) await client.put([NAMESPACE, set, value], { age: value });
    const select = async (predicate: Predicate): Promise<Set<unknown>> => {
      const records = await client.query(NAMESPACE, set).where(predicate).results();
      return new Set(records.map(({ bins }) => bins['age']));
    };
    expect(await select(predicates.between(age, 0, 35))).toEqual(new Set([30]));
    expect(await select(predicates.between('any', 0, 100, { indexName }))).toEqual(
      new Set([30, 40]),
    );
    const listed = (await client.indexList(NAMESPACE)).find(({ name }) => name === indexName);
    expect(listed).toMatchObject({ bin: null, type: 'numeric', expression: exp.toBase64(age) });
    expect(await client.indexStatus(NAMESPACE, indexName)).toMatchObject({ entries: 2 });
    await client.indexRemove(NAMESPACE, indexName);
  });

  it.each([
    ['string', INDEX_STRING, exp.stringBin('a')],
    ['blob', INDEX_BLOB, exp.blobBin('a')],
    ['geo2dsphere', INDEX_GEO2DSPHERE, exp.geoBin('a')],
  ] as const)('can hold values of type %s', async (type, indexType, expression) => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_expression');
    const indexName = `${set}_i`;
    await client.indexExpressionCreate(NAMESPACE, set, expression, indexType as never, indexName);
    await client.put([NAMESPACE, set, 1], { a: VALUES[type] });
    const predicate = predicateOf(expression, type, INDEX_TYPE_DEFAULT, {});
    expect(await client.query(NAMESPACE, set).where(predicate).results()).toHaveLength(1);
    await client.indexRemove(NAMESPACE, indexName);
  });

  it('can hold what is in a list or map', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_expression');
    const list = exp.listBin('tags');
    const map = exp.mapBin('sizes');
    const names = [`${set}_tags`, `${set}_keys`] as const;
    const policy = { collection: 'list' } as const;
    await client.indexExpressionCreate(NAMESPACE, set, list, INDEX_STRING, names[0], policy);
    await client.indexExpressionCreate(NAMESPACE, set, map, INDEX_STRING, names[1], {
      collection: INDEX_TYPE_MAPKEYS,
    });
    await client.put([NAMESPACE, set, 1], { tags: ['a', 'b'], sizes: { x: 1 } });
    await client.put([NAMESPACE, set, 2], { tags: ['c'], sizes: { y: 1 } });
    const counts = [
      predicates.contains(list, INDEX_TYPE_LIST, 'b'),
      predicates.contains(map, INDEX_TYPE_MAPKEYS, 'y'),
    ].map(async (predicate) => {
      return (await client.query(NAMESPACE, set).where(predicate).results()).length;
    });
    expect(await Promise.all(counts)).toEqual([1, 1]);
    for (const name of names) await client.indexRemove(NAMESPACE, name);
  });

  it('is asked for page by page, and the cursor knows the expression', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_expression');
    const indexName = `${set}_i`;
    const bin = exp.intBin('a');
    await client.indexExpressionCreate(NAMESPACE, set, bin, INDEX_NUMERIC, indexName);
    for (let i = 0; i < 10; i++) await client.put([NAMESPACE, set, i], { a: i });
    const query = client.query(NAMESPACE, set).where(predicates.between(bin, 0, 9));
    const first = await query.page({ size: 6 });
    const second = await query.page({ size: 6, cursor: first.cursor as string });
    const values = [...first.records, ...second.records].map(({ bins }) => bins['a']);
    expect(new Set(values).size).toBe(10);
    const other = client.query(NAMESPACE, set).where(predicates.between(exp.intBin('b'), 0, 9));
    const error = await rejection(other.page({ size: 6, cursor: first.cursor as string }));
    expect(error).toMatchObject({ argument: 'cursor' });
    await client.indexRemove(NAMESPACE, indexName);
  });

  it('that is not there is told of with the way to create it', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_expression');
    const query = client.query(NAMESPACE, set).where(predicates.equals(exp.intBin('nope'), 1));
    const error = await rejection(query.results());
    expect(error).toBeInstanceOf(IndexNotFound);
    expect(error.message).toContain('intBin("nope") (integer)');
    expect(error.message).toContain(`client.indexExpressionCreate('test', '${set}', …)`);
  });

  it('is refused when its type does not fit, or with what only bins have', async () => {
    const { client } = integration;
    const mismatch = client.indexExpressionCreate(
      NAMESPACE,
      'core_sindex_expression',
      exp.stringBin('a'),
      INDEX_NUMERIC as never,
      'core_sindex_mismatch',
    );
    const error = await rejection(mismatch);
    expect(error).toMatchObject({ code: 'PARAMETER', resultCode: 4 });
    expect(error.message).toContain("expression type 'string' does not match expected type");
    const wrong = (value: unknown): never => value as never;
    const calls: [call: Promise<unknown>, argument: string][] = [
      [client.indexExpressionCreate('test', 'a', wrong('a'), wrong(0), 'i'), 'expression'],
      [client.indexExpressionCreate('test', 'a', exp.intBin('a'), wrong(9), 'i'), 'indexType'],
      [
        client.indexExpressionCreate('test', 'a', exp.intBin('a'), 0, 'i', wrong({ context: [] })),
        'policy.context',
      ],
    ];
    for (const [call, argument] of calls) {
      expect(await rejection(call)).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
    }
    const options = [{ indexName: 'i' }, { context: [ctx.listIndex(0)] }];
    for (const each of options) {
      expect(() => predicates.equals(exp.intBin('a'), 1, each)).toThrow(InvalidArgError);
    }
  });
});

describe('an index of a set', () => {
  it('is created, listed on its own, told of and removed', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_set_index');
    const name = `${set}_all`;
    await client.put([NAMESPACE, set, 1], { a: 1 });
    await client.indexSetCreate(NAMESPACE, set, name);
    expect(await client.indexSetList(NAMESPACE)).toContainEqual({
      name,
      namespace: NAMESPACE,
      set,
    });
    const secondary = (await client.indexList(NAMESPACE)).map((index) => index.name);
    expect(secondary).not.toContain(name);
    const status = await client.indexStatus(NAMESPACE, name);
    expect(status).toMatchObject({ state: 'RW', loadPercent: 100, entries: 1 });
    expect(status.nodes[0]).toMatchObject({ entriesPerValue: null, entriesPerRecord: null });
    expect(await client.query(NAMESPACE, set).results()).toHaveLength(1);
    await client.indexRemove(NAMESPACE, name);
    expect(await client.indexSetList(NAMESPACE)).not.toContainEqual(
      expect.objectContaining({ name }),
    );
  });

  it('needs a set', async () => {
    const error = await rejection(integration.client.indexSetCreate(NAMESPACE, '', 'i'));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'set' });
  });
});

describe('the status of an index', () => {
  it('tells what is in it, on each node', async () => {
    const { client } = integration;
    const set = await integration.freshSet('core_sindex_status');
    const name = `${set}_i`;
    await client.indexIntegerCreate(NAMESPACE, set, 'a', name);
    await client.put([NAMESPACE, set, 1], { a: 1 });
    await client.waitForIndex(NAMESPACE, name);
    const status = await client.indexStatus(NAMESPACE, name);
    expect(status).toMatchObject({
      name,
      namespace: NAMESPACE,
      state: 'RW',
      loadPercent: 100,
      entries: 1,
    });
    expect(status.nodes.map(({ nodeName }) => nodeName)).toEqual(client.getNodeNames());
    expect(status.nodes[0]).toMatchObject({ state: 'RW', loadPercent: 100, entries: 1 });
    expect(status.nodes[0]?.usedBytes).toBeGreaterThan(0);
    await client.indexRemove(NAMESPACE, name);
  });

  it('of one that is not there is an error', async () => {
    const { client } = integration;
    const error = await rejection(client.indexStatus(NAMESPACE, 'core_no_such_index'));
    expect(error).toBeInstanceOf(IndexNotFound);
    expect(error).toMatchObject({ code: 'INDEX_NOT_FOUND', resultCode: 201 });
    const wait = client.waitForIndex(NAMESPACE, 'core_no_such_index', { waitTimeout: 10 });
    expect((await rejection(wait)).message).toContain('has no such index');
  });
});
