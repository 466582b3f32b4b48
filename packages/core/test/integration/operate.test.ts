import {
  exp,
  FilteredOut,
  InvalidArgError,
  type Key,
  LIST_RETURN_VALUE,
  listAppend,
  listAppendItems,
  listGetByIndexRange,
  listSize,
  MAP_RETURN_VALUE,
  mapGetByKey,
  mapIncrement,
  mapPut,
  operations,
  RecordNotFound,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';

describe('operate', () => {
  let integration: Integration;
  let set: string;
  let serial = 0;

  beforeAll(async () => {
    integration = await startIntegration();
    set = await integration.freshSet('core_operate');
  });
  afterAll(() => integration.stop());

  const newKey = (): Key => [NAMESPACE, set, `k${serial++}`];

  it('changes and reads in one step', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { n: 1, t: 'b' });
    const { bins, meta } = await client.operate(key, [
      operations.increment('n', 4),
      operations.append('t', 'c'),
      operations.prepend('t', 'a'),
      operations.write('new', [1]),
      operations.read('n'),
      operations.read('t'),
    ]);
    expect(bins).toEqual({ n: 5, t: 'abc' });
    expect(meta.gen).toBe(2);
    expect((await client.get(key)).bins).toEqual({ n: 5, t: 'abc', new: [1] });
  });

  it('reads all bins', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, b: 2 });
    const ops = [operations.increment('a', 1), operations.read()];
    const { bins, orderedBins } = await client.operate(key, ops);
    expect(bins).toEqual({ a: 2, b: 2 });
    expect(orderedBins).toBeNull();
  });

  it(
    'gives every result of one bin in the order of the operations',
    unlessLimited('orderedBins', async () => {
      const { client } = integration;
      const key = newKey();
      await client.put(key, { l: [5, 1], n: 1 });
      const { bins, orderedBins } = await client.operate(key, [
        operations.read('n'),
        listAppend('l', 7),
        operations.increment('n', 1),
        listGetByIndexRange('l', 0, LIST_RETURN_VALUE, 1),
        operations.read('n'),
        operations.read('absent'),
      ]);
      expect(orderedBins).toEqual([
        { name: 'n', value: 1 },
        { name: 'l', value: 3 },
        { name: 'n', value: null },
        { name: 'l', value: [5] },
        { name: 'n', value: 2 },
        { name: 'absent', value: null },
      ]);
      expect(bins).toEqual({ n: 2, l: [5] });
    }),
  );

  it('works on lists and maps', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { l: [1], m: { a: 1 } });
    const { bins } = await client.operate(key, [
      listAppend('l', 2),
      listAppendItems('l', [3, 4]),
      listGetByIndexRange('l', 1, LIST_RETURN_VALUE, 2),
      mapPut('m', 'b', 5),
      mapIncrement('m', 'a', 10),
      mapGetByKey('m', 'a', MAP_RETURN_VALUE),
    ]);
    expect(bins).toEqual({ l: [2, 3], m: 11 });
  });

  it(
    'answers one entry for each operation, in order',
    unlessLimited('severalResultsOfBin', async () => {
      const { client } = integration;
      const key = newKey();
      await client.put(key, { n: 1, l: [1] });
      const result = await client.operateOrdered(key, [
        operations.read('n'),
        operations.increment('n', 1),
        operations.read('n'),
        operations.touch(),
        listAppend('l', 7),
        listSize('l'),
        operations.read('missing'),
        operations.write('w', 'x'),
      ]);
      expect(result.orderedBins).toEqual([
        { name: 'n', value: 1 },
        { name: 'n', value: null },
        { name: 'n', value: 2 },
        { name: '', value: null },
        { name: 'l', value: 2 },
        { name: 'l', value: 2 },
        { name: 'missing', value: null },
        { name: 'w', value: null },
      ]);
      expect(result.meta.gen).toBe(2);
      expect(result.key.slice(0, 3)).toEqual(key);
    }),
  );

  it('answers one entry for each operation when it only reads', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, l: [5, 6] });
    const { orderedBins } = await client.operateOrdered(key, [
      operations.read('a'),
      operations.read('b'),
      listSize('l'),
      operations.read('a'),
    ]);
    expect(orderedBins.map(({ value }) => value)).toEqual([1, null, 2, 1]);
  });

  it('deletes a record and writes it anew in one step', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, b: 2 });
    const { orderedBins } = await client.operateOrdered(key, [
      operations.read('b'),
      operations.delete(),
      operations.write('c', 3),
    ]);
    expect(orderedBins.map(({ value }) => value)).toEqual([2, null, null]);
    expect((await client.get(key)).bins).toEqual({ c: 3 });
  });

  it('evaluates expressions', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 2, b: 3 });
    const product = exp.numMul(exp.intBin('a'), exp.intBin('b'));
    const { bins } = await client.operate(key, [
      operations.expWrite('c', product),
      operations.expRead('twice', exp.numAdd(exp.intBin('c'), exp.intBin('c'))),
    ]);
    expect(bins).toMatchObject({ twice: 12 });
    expect((await client.get(key)).bins).toMatchObject({ c: 6 });
  });

  it('honours meta and policy', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { n: 1 });
    const add = [operations.increment('n', 1)];
    expect(await rejection(client.operate(key, add, { gen: 7 }))).toMatchObject({ resultCode: 3 });
    const filterExpression = exp.eq(exp.intBin('n'), exp.intVal(7));
    expect(await rejection(client.operate(key, add, null, { filterExpression }))).toBeInstanceOf(
      FilteredOut,
    );
    expect((await client.get(key)).bins).toEqual({ n: 1 });
  });

  it('rejects when reading a record that does not exist', async () => {
    const call = integration.client.operate(newKey(), [operations.read('a')]);
    expect(await rejection(call)).toBeInstanceOf(RecordNotFound);
  });

  it('changes nothing when one of the operations fails', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { n: 1, t: 'x' });
    await rejection(
      client.operate(key, [operations.increment('n', 1), operations.increment('t', 1)]),
    );
    expect((await client.get(key)).bins).toEqual({ n: 1, t: 'x' });
  });

  it('checks its operations', async () => {
    const { client } = integration;
    const wrong = (value: unknown): never => value as never;
    const calls = [
      client.operate(newKey(), []),
      client.operate(newKey(), wrong([{ op: 1 }])),
      client.operateOrdered(newKey(), [operations.read()]),
      client.operate(newKey(), [operations.write('a', [wrong(() => 0)])]),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
  });
});
