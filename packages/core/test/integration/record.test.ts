import {
  BinTypeError,
  double,
  type Double,
  geojson,
  GeoJson,
  InvalidArgError,
  type Key,
  operations,
  prepareKey,
  RecordNotFound,
  ServerError,
  TTL_NEVER,
} from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';

describe('commands on one record', () => {
  let integration: Integration;
  let set: string;
  let serial = 0;

  beforeAll(async () => {
    integration = await startIntegration();
    set = await integration.freshSet('core_record');
  });
  afterAll(() => integration.stop());

  const newKey = (): Key => [NAMESPACE, set, `k${serial++}`];

  it('puts and gets a record, and counts its generations', async () => {
    const { client } = integration;
    const key = newKey();
    expect(await client.put(key, { a: 1, b: 'x' })).toMatchObject({ gen: 1 });
    expect(await client.put(key, { b: 'y' })).toMatchObject({ gen: 2 });
    const record = await client.get(key);
    expect(record.bins).toEqual({ a: 1, b: 'y' });
    expect(record.meta.gen).toBe(2);
    expect(record.key.slice(0, 3)).toEqual(key);
    expect(record.key[3]).toHaveLength(20);
  });

  it('takes a prepared key for each of them', async () => {
    const { client } = integration;
    const key = newKey();
    const prepared = prepareKey(key);
    await client.put(prepared, { a: 1 });
    await client.append(prepared, 'b', 'x');
    await client.operate(prepared, [operations.increment('a', 1)]);
    await client.touch(prepared);
    const record = await client.get(key);
    expect(record).toMatchObject({ bins: { a: 2, b: 'x' }, meta: { gen: 4 } });
    expect(await client.get(prepared)).toEqual(record);
    expect((await client.select(prepared, ['b'])).bins).toEqual({ b: 'x' });
    await client.removeBin(prepared, ['b']);
    expect(await client.exists(prepared)).toMatchObject({ key: record.key, meta: { gen: 5 } });
    await client.remove(prepared);
    const error = await rejection(client.get(prepared));
    expect(error).toBeInstanceOf(RecordNotFound);
    expect(error).toMatchObject({ key: record.key });
  });

  it('says where a bin cannot be written', async () => {
    const { client } = integration;
    const key = newKey();
    const put = (bins: unknown): Promise<Error> => rejection(client.put(key, bins as never));
    expect(await put({ a: 1, 'sixteen-letters!': 1 })).toMatchObject({
      argument: 'bins["sixteen-letters!"]',
      message: expect.stringContaining('a bin name of 1 to 15 bytes, not 16'),
    });
    expect(await put({ ['x'.repeat(99)]: 1 })).toMatchObject({
      argument: `bins["${'x'.repeat(40)}…"]`,
    });
    expect(await put({ '': 1 })).toMatchObject({ argument: 'bins[""]' });
    const map = await put(new Map([['a', 1]]));
    expect(map.message).toBe(
      'bins must be a plain object of bin names and values (Object.fromEntries(map) makes one of a ' +
        'Map); got a Map',
    );
    for (const bins of [new Set(['a']), Buffer.from('a'), new Date(), [1]]) {
      expect((await put(bins)).message).toContain('bins must be a plain object of bin names');
    }
    expect((await client.exists(key)).meta).toBeNull();
  });

  it('keeps every type of value', async () => {
    const { client } = integration;
    const bins = {
      int: -5,
      big: 2n ** 62n,
      min: -(2n ** 63n),
      fraction: 1.5,
      whole: double(3) as Double | number,
      infinite: -Infinity,
      text: 'naïve 🎈',
      empty: '',
      yes: true,
      no: false,
      bytes: Buffer.from([0, 1, 255]),
      list: [1, 'a', null, true, [2.5, { deep: [] }]],
      map: { z: 1, a: { b: 'c' } },
      keyed: new Map<string | number, string>([
        [1, 'one'],
        ['two', '2'],
      ]),
      geo: geojson({ type: 'Point', coordinates: [13.4, 52.5] }),
      __proto: 'plain',
    };
    const key = newKey();
    await client.put(key, bins);
    const read = (await client.get(key)).bins;
    expect(read).toEqual({ ...bins, whole: 3, geo: expect.any(GeoJson) as GeoJson });
    expect((read['geo'] as GeoJson).toObject()).toEqual({
      type: 'Point',
      coordinates: [13.4, 52.5],
    });
  });

  it('finds records by string, integer, bigint and byte keys, and by digest', async () => {
    const { client } = integration;
    for (const userKey of [`s${serial}`, 7 + serial, 2n ** 60n, Buffer.from([1, 2, 0, 3])]) {
      await client.put([NAMESPACE, set, userKey], { a: 1 });
      const { key } = await client.get([NAMESPACE, set, userKey]);
      expect(key[2]).toEqual(userKey);
      const byDigest = await client.get([NAMESPACE, set, null, key[3]]);
      expect(byDigest.bins).toEqual({ a: 1 });
      expect(byDigest.key[2]).toBeNull();
    }
  });

  it('selects bins, and leaves out those that do not exist', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, b: 2, c: 3 });
    expect((await client.select(key, ['a', 'c', 'nope'])).bins).toEqual({ a: 1, c: 3 });
    expect(await rejection(client.select(key, []))).toBeInstanceOf(InvalidArgError);
  });

  it('tells whether a record exists', async () => {
    const { client } = integration;
    const key = newKey();
    expect((await client.exists(key)).meta).toBeNull();
    await client.put(key, { a: 1 });
    expect((await client.exists(key)).meta).toEqual({ gen: 1, ttl: TTL_NEVER });
  });

  it('rejects with RecordNotFound for a record that does not exist', async () => {
    const { client } = integration;
    const key = newKey();
    const calls = [
      client.get(key),
      client.select(key, ['a']),
      client.remove(key),
      client.touch(key),
    ];
    const errors = await Promise.all(calls.map((call) => rejection<RecordNotFound>(call)));
    for (const error of errors) {
      expect(error).toBeInstanceOf(RecordNotFound);
      expect(error).toMatchObject({ code: 'RECORD_NOT_FOUND', resultCode: 2, inDoubt: false });
      expect(error.key?.slice(0, 3)).toEqual(key);
    }
  });

  it('names the line of the caller in the stack of an error', async () => {
    const stack = await readMissing().catch((error: Error) => error.stack as string);
    expect(stack.split('\n')[1]).toMatch(/^ +at (async )?readMissing .*record\.test\.ts/);

    async function readMissing(): Promise<string> {
      await integration.client.get(newKey());
      return 'no error';
    }
  });

  it('removes a record', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 });
    await client.remove(key);
    expect((await client.exists(key)).meta).toBeNull();
  });

  it('removes bins, and the record with its last bin', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1, b: 2, c: 3 });
    await client.put(key, { a: null });
    expect((await client.removeBin(key, ['b'])).gen).toBe(3);
    expect((await client.get(key)).bins).toEqual({ c: 3 });
    await client.removeBin(key, ['c']);
    expect((await client.exists(key)).meta).toBeNull();
  });

  it('touches a record', async () => {
    const { client } = integration;
    const key = newKey();
    await client.put(key, { a: 1 });
    expect((await client.touch(key)).gen).toBe(2);
    expect((await client.get(key)).bins).toEqual({ a: 1 });
  });

  it('appends, prepends and increments, also where nothing was', async () => {
    const { client } = integration;
    const key = newKey();
    await client.append(key, 'text', 'b');
    await client.prepend(key, 'text', 'a');
    await client.append(key, 'bytes', Buffer.from([1]));
    await client.increment(key, 'n', 5);
    await client.increment(key, 'n', -2n);
    await client.increment(key, 'x', 1.5);
    expect((await client.increment(key, 'x', double(2))).gen).toBe(7);
    expect((await client.get(key)).bins).toEqual({
      text: 'ab',
      bytes: Buffer.from([1]),
      n: 3,
      x: 3.5,
    });
    expect(await rejection(client.increment(key, 'text', 1))).toBeInstanceOf(BinTypeError);
    expect(await rejection(client.append(key, 'n', 'x'))).toBeInstanceOf(BinTypeError);
  });

  it('checks arguments before anything is sent', async () => {
    const { client } = integration;
    const wrong = (value: unknown): never => value as never;
    const key = newKey();
    const calls = [
      client.put(wrong(['test', 'set']), { a: 1 }),
      client.put(key, wrong(null)),
      client.put(key, {}),
      client.put(key, { a: wrong(undefined) }),
      client.put(key, { a: [1, wrong(new Date())] }),
      client.put(key, { 'a bin name that is too long': 1 }),
      client.put(key, { a: 2 ** 60 }),
      client.put(key, { a: 1 }, null, wrong({ totalTimeOut: 5 })),
      client.put(key, { a: 1 }, wrong({ generation: 5 })),
      client.get(key, wrong({ replica: 9 })),
      client.append(key, 'a', wrong(5)),
      client.increment(key, 'a', wrong('5')),
      client.removeBin(key, []),
      client.get(wrong([NAMESPACE, set, null, Buffer.alloc(19)])),
      client.infoAll('build\nnode'),
    ];
    for (const call of calls) expect(await rejection(call)).toBeInstanceOf(InvalidArgError);
    expect((await client.exists(key)).meta).toBeNull();
  });

  it('says which namespaces there are when one does not exist', async () => {
    const error = await rejection<ServerError>(integration.client.get(['nowhere', set, 1]));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ resultCode: 20, code: 'INVALID_NAMESPACE' });
    expect(error.message).toContain(NAMESPACE);
  });

  it('has room for a thousand commands at once', async () => {
    const { client } = integration;
    const keys = Array.from({ length: 1000 }, (_, i) => [NAMESPACE, set, `many${i}`] as const);
    await Promise.all(keys.map((key, i) => client.put(key, { i, text: 'x'.repeat(i) })));
    const records = await Promise.all(keys.map((key) => client.get(key)));
    records.forEach(({ bins }, i) => expect(bins).toEqual({ i, text: 'x'.repeat(i) }));
  });

  it('writes and reads a record of nearly a megabyte', async () => {
    const { client } = integration;
    const key = newKey();
    const big = Buffer.alloc(1_000_000, 7);
    await client.put(key, { big }, null, { totalTimeout: 10_000 });
    expect(big.equals((await client.get(key)).bins['big'] as Buffer)).toBe(true);
  });
});
