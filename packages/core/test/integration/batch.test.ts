import {
  batchEntry,
  exp,
  InvalidArgError,
  listAppend,
  operations,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_GEN_EQ,
  POLICY_KEY_SEND,
  RecordExistsError,
  RecordNotFound,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

type NumberKey = readonly [namespace: string, set: string, userKey: number];

describe('batches', () => {
  let integration: Integration;
  let set: string;
  let serial = 0;

  beforeAll(async () => {
    integration = await startIntegration();
    set = await integration.freshSet('core_batch');
  });
  afterAll(() => integration.stop());

  const newKeys = (count: number): NumberKey[] =>
    Array.from({ length: count }, () => [NAMESPACE, set, serial++] as const);

  it('writes and reads many records, in the order of the keys', async () => {
    const { client } = integration;
    const keys = newKeys(300);
    const written = await client.batchWrite(keys.map((key, i) => [key, { i, odd: i % 2 === 1 }]));
    expect(
      written.batchRecords.every(({ result, record }) => result === 0 && record?.meta.gen === 1),
    ).toBe(true);
    const handle = await client.batchRead(keys);
    expect(handle.foundCount()).toBe(300);
    expect(handle.toList().map((record) => record?.bins)).toEqual(
      keys.map((_key, i) => ({ i, odd: i % 2 === 1 })),
    );
    expect(handle.at(-1)?.key.slice(0, 3)).toEqual(keys[299]);
  });

  it('reads chosen bins, and headers only', async () => {
    const { client } = integration;
    const keys = newKeys(3);
    await client.batchWrite(keys.map((key) => [key, { a: 1, b: 2 }]));
    const some = await client.batchRead(keys, ['b', 'nope']);
    expect(some.toList().map((record) => record?.bins)).toEqual([{ b: 2 }, { b: 2 }, { b: 2 }]);
    const headers = await client.batchRead(keys, []);
    expect(headers.toList().map((record) => record?.bins)).toEqual([{}, {}, {}]);
    expect(headers.at(0)?.record?.meta.gen).toBe(1);
  });

  it('keeps misses in their places', async () => {
    const { client } = integration;
    const keys = newKeys(4);
    await client.put(keys[2] as NumberKey, { a: 1 });
    const handle = await client.batchRead(keys);
    expect([...handle].map(({ result }) => result)).toEqual([2, 2, 0, 2]);
    expect(handle.foundCount()).toBe(1);
    expect(handle.at(0)?.error).toBeInstanceOf(RecordNotFound);
    expect(handle.at(2)?.error).toBeNull();
  });

  it('reads one key, no key, and one key twice', async () => {
    const { client } = integration;
    const [key] = newKeys(1) as [NumberKey];
    await client.put(key, { a: 1 });
    expect((await client.batchRead([key])).toList().map((record) => record?.bins)).toEqual([
      { a: 1 },
    ]);
    expect((await client.batchRead([])).length).toBe(0);
    expect((await client.batchRead([key, key])).foundCount()).toBe(2);
  });

  it('reads keys of different sets', async () => {
    const { client } = integration;
    const other = await integration.freshSet('core_batch_other');
    await client.put([NAMESPACE, set, 'same'], { from: 'a' });
    await client.put([NAMESPACE, other, 'same'], { from: 'b' });
    const handle = await client.batchRead([
      [NAMESPACE, set, 'same'],
      [NAMESPACE, other, 'same'],
      [NAMESPACE, set, 'same'],
    ]);
    expect(handle.toList().map((record) => record?.bins['from'])).toEqual(['a', 'b', 'a']);
  });

  it('sends more rows than one request holds', async () => {
    const { client } = integration;
    const keys = newKeys(12_000);
    const policy = { totalTimeout: 20_000 };
    const { batchRecords } = await client.batchWrite(
      keys.map((key, i) => [key, { i }] as const),
      policy,
    );
    expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
    const handle = await client.batchRead(keys, ['i'], policy);
    expect(handle.toList().every((record, i) => record?.bins['i'] === i)).toBe(true);
  });

  it('sends more bytes than are kept in memory', async () => {
    const { client } = integration;
    const keys = newKeys(10_000);
    const policy = { totalTimeout: 30_000 };
    const bytes = (i: number): Buffer => Buffer.alloc(1000, i % 251);
    const { batchRecords } = await client.batchWrite(
      keys.map((key, i) => [key, { bytes: bytes(i) }] as const),
      policy,
    );
    expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
    const handle = await client.batchRead(keys, null, policy);
    const same = handle
      .toList()
      .map((record, i) => bytes(i).equals(record?.bins['bytes'] as Buffer));
    expect(same.filter((isSame) => !isSame)).toEqual([]);
  });

  it('works on one record many times', async () => {
    const { client } = integration;
    const [key] = newKeys(1) as [NumberKey];
    const policy = { totalTimeout: 20_000 };
    const same = new Array<NumberKey>(6000).fill(key);
    const { batchRecords } = await client.batchOperate(
      same,
      [operations.increment('n', 1)],
      policy,
    );
    expect(batchRecords.filter(({ result }) => result !== 0)).toEqual([]);
    expect((await client.get(key)).bins).toEqual({ n: 6000 });
  });

  it('gives all rows of a namespace that does not exist the reason, however many', async () => {
    const { client } = integration;
    const keys = Array.from({ length: 20_000 }, (_, i) => ['nowhere', set, i] as const);
    const handle = await client.batchRead(keys, null, { totalTimeout: 20_000 });
    expect([...handle].filter(({ result }) => result !== 20)).toEqual([]);
    expect(handle.at(-1)?.error?.message).toContain('nowhere');
    expect(handle.at(-1)?.error?.key?.[2]).toBe(19_999);
  });

  it('refuses to compare generations where no record can have its own', async () => {
    const { client } = integration;
    const [key] = newKeys(1) as [NumberKey];
    const call = client.batchOperate([key], [operations.increment('n', 1)], { gen: POLICY_GEN_EQ });
    expect(await rejection(call)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      argument: 'policy.gen',
    });
  });

  it('fails entries one by one', async () => {
    const { client } = integration;
    const keys = newKeys(2);
    await client.put(keys[0] as NumberKey, { a: 1 });
    const { batchRecords } = await client.batchWrite(
      keys.map((key) => [key, { a: 2 }] as const),
      { exists: POLICY_EXISTS_CREATE_ONLY },
    );
    expect(batchRecords.map(({ result }) => result)).toEqual([5, 0]);
    expect(batchRecords[0]?.error).toBeInstanceOf(RecordExistsError);
    expect(batchRecords[0]?.error?.key?.slice(0, 3)).toEqual(keys[0]);
    expect(batchRecords[0]?.record).toBeNull();
  });

  it('honours the meta of each write', async () => {
    const { client } = integration;
    const keys = newKeys(3);
    await client.batchWrite(keys.map((key) => [key, { a: 1 }]));
    const [a, b, c] = keys as [NumberKey, NumberKey, NumberKey];
    const { batchRecords } = await client.batchWrite([
      [a, { a: 2 }, { gen: 1 }],
      [b, { a: 2 }, { gen: 5 }],
      [c, { a: 2 }, { key: POLICY_KEY_SEND }],
    ]);
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 3, 0]);
  });

  it('runs operations on many records', async () => {
    const { client } = integration;
    const keys = newKeys(5);
    await client.batchWrite(keys.map((key, i) => [key, { n: i, l: [i] }]));
    const { batchRecords } = await client.batchOperate(keys, [
      operations.increment('n', 10),
      operations.read('n'),
      listAppend('l', 'x'),
    ]);
    expect(batchRecords.map(({ record }) => record?.bins)).toEqual(
      keys.map((_key, i) => ({ n: i + 10, l: 2 })),
    );
    const read = await client.batchOperate(keys, [operations.read('l')]);
    expect(read.batchRecords[3]?.record?.bins).toEqual({ l: [3, 'x'] });
  });

  it('removes many records', async () => {
    const { client } = integration;
    const keys = newKeys(3);
    await client.put(keys[1] as NumberKey, { a: 1 });
    const { batchRecords } = await client.batchRemove(keys);
    expect(batchRecords.map(({ result }) => result)).toEqual([2, 0, 2]);
    expect((await client.batchRead(keys, [])).foundCount()).toBe(0);
  });

  it('mixes commands, each with its own policy', async () => {
    const { client } = integration;
    const [a, b, c, d, e] = newKeys(5) as [NumberKey, NumberKey, NumberKey, NumberKey, NumberKey];
    await client.batchWrite([a, b, c, d].map((key) => [key, { n: 1, t: 'x' }] as const));
    const never = exp.eq(exp.intBin('n'), exp.intVal(99));
    const { batchRecords } = await client.batch([
      batchEntry.read(a),
      batchEntry.read(a, { bins: ['t'], policy: { filterExpression: never } }),
      batchEntry.operate(b, [operations.increment('n', 1), operations.read('n')]),
      batchEntry.remove(c, { meta: { gen: 4 } }),
      batchEntry.remove(d),
      batchEntry.write(e, { n: 5 }, { policy: { exists: POLICY_EXISTS_CREATE_ONLY } }),
    ]);
    expect(batchRecords.map(({ result }) => result)).toEqual([0, 27, 0, 3, 0, 0]);
    expect(batchRecords[0]?.record?.bins).toEqual({ n: 1, t: 'x' });
    expect(batchRecords[2]?.record?.bins).toEqual({ n: 2 });
  });

  it('filters a whole batch', async () => {
    const { client } = integration;
    const keys = newKeys(4);
    await client.batchWrite(keys.map((key, i) => [key, { n: i }]));
    const filterExpression = exp.ge(exp.intBin('n'), exp.intVal(2));
    const handle = await client.batchRead(keys, null, { filterExpression });
    expect([...handle].map(({ result }) => result)).toEqual([27, 27, 0, 0]);
  });

  it('answers rows of an unknown namespace without the others failing', async () => {
    const { client } = integration;
    const [key] = newKeys(1) as [NumberKey];
    await client.put(key, { a: 1 });
    const handle = await client.batchRead([['nowhere', set, 1], key]);
    expect(handle.at(0)?.error).toMatchObject({ code: 'INVALID_NAMESPACE' });
    expect(handle.at(1)?.record?.bins).toEqual({ a: 1 });
  });

  it('names the entry with a value or a bin name that cannot be written', async () => {
    const { client } = integration;
    const wrong = (value: unknown): never => value as never;
    const [key] = newKeys(1) as [NumberKey];
    const good = { a: 1 };
    const append = listAppend('l', wrong([1, undefined]));
    const calls: readonly [Promise<unknown>, string][] = [
      [client.batchWrite([[key, { a: wrong(undefined) }]]), 'records[0].bins.a'],
      [
        client.batchWrite([
          [key, good],
          [key, { a: [wrong(undefined)] }],
        ]),
        'records[1].bins.a[0]',
      ],
      [
        client.batchWrite([[key, { 'sixteen-letters!': 1 }]]),
        'records[0].bins["sixteen-letters!"]',
      ],
      [client.batchWrite([[key, wrong(new Map())]]), 'records[0].bins'],
      [
        client.batch([batchEntry.write(key, good), batchEntry.write(key, { b: wrong(undefined) })]),
        'entries[1].bins.b',
      ],
      [client.batch([batchEntry.operate(key, [append])]), 'entries[0].operations[0].args[0][1]'],
      [client.batchOperate([key], [append]), 'operations[0].args[0][1]'],
    ];
    for (const [call, argument] of calls) {
      expect(await rejection(call)).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
    }
    expect((await client.exists(key)).meta).toBeNull();
  });

  it('checks its arguments before anything is sent', async () => {
    const { client } = integration;
    const wrong = (value: unknown): never => value as never;
    const [key] = newKeys(1) as [NumberKey];
    const calls = [
      client.batchRead(wrong('keys')),
      client.batchRead([wrong(['test'])]),
      client.batchRead([key], wrong('a')),
      client.batchWrite([wrong([key])]),
      client.batchWrite([[key, { a: wrong(undefined) }]]),
      client.batchWrite([[key, { a: 1 }]], undefined, -1),
      client.batchOperate([key], []),
      client.batch([wrong({ kind: 'noun', key })]),
      client.batch([wrong({ kind: 'constructor', key })]),
      client.batch([wrong({ ...batchEntry.read(key), bin: 'a' })]),
      client.batch([wrong(null)]),
      client.batchRemove([wrong([key, { gen: 1 }, 'more'])]),
      client.batchRemove([wrong([key, 1])]),
      client.batchApply([wrong([key, 1])], 'module', 'function'),
      client.batchApply([wrong([key, {}, 'more'])], 'module', 'function'),
      client.batchRemove([key], wrong({ unknown: 1 })),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
    expect((await client.exists(key)).meta).toBeNull();
  });
});
