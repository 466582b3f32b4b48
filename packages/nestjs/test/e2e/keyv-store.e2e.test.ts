import { EmbeddedServer } from '@aeroform/embedded';
import { DataSource } from '@aeroform/orm';
import { type Cache, CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager';
import { Test } from '@nestjs/testing';
import Keyv from 'keyv';
import { AerospikeKeyvStore, AerospikeModule } from '../../src/index';

const set = `nest_keyv_${process.pid}`;
const real = process.env['AEROSPIKE_HOSTS'];
const backends = ['embedded', ...(real ? [real] : [])];

describe.each(backends)('entries of Keyv on %s', (backend) => {
  let stop = () => Promise.resolve();
  let dataSource: DataSource;

  beforeAll(async () => {
    let hosts = backend;
    if (backend === 'embedded') {
      const server = await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
      hosts = `127.0.0.1:${server.port}`;
      stop = () => server.stop();
    }
    dataSource = await new DataSource({ hosts, namespace: 'test' }).initialize();
  });
  afterAll(async () => {
    await new AerospikeKeyvStore(dataSource, { set }).clear();
    await dataSource.destroy();
    await stop();
  });

  const keyvOf = (namespace?: string, of = set): Keyv =>
    new Keyv({
      store: new AerospikeKeyvStore(dataSource, { set: of }),
      ...(namespace === undefined ? {} : { namespace }),
      throwOnErrors: true,
    });
  const secondsOf = async (key: string): Promise<number | undefined> =>
    (await dataSource.client.exists(['test', set, key])).meta?.ttl;

  test('are stored, found and removed', async () => {
    const keyv = keyvOf('one');
    expect(await keyv.get('a')).toBeUndefined();
    const value = { name: 'Tom', list: [1, 2.5, null], at: 'é' };
    expect(await keyv.set('a', value)).toBe(true);
    expect(await keyv.get('a')).toEqual(value);
    expect(await keyv.has('a')).toBe(true);
    expect(await keyv.delete('a')).toBe(true);
    expect(await keyv.delete('a')).toBe(false);
    expect(await keyv.has('a')).toBe(false);
  });

  test('are stored and found several at once, in their order', async () => {
    const keyv = keyvOf('many');
    const stored = await keyv.setMany([
      { key: 'a', value: 1 },
      { key: 'b', value: 2, ttl: 60_000 },
      { key: 'c', value: 3 },
    ]);
    expect(stored).toEqual([true, true, true]);
    expect(await keyv.getMany(['c', 'none', 'a'])).toEqual([3, undefined, 1]);
    expect(await keyv.hasMany(['b', 'none'])).toEqual([true, false]);
    expect(await keyv.deleteMany(['a', 'b'])).toBe(true);
    expect(await keyv.deleteMany(['a', 'c'])).toBe(false);
    expect(await keyv.getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, undefined]);
  });

  test('live to the second above on the server, and for ever without a ttl', async () => {
    const store = new AerospikeKeyvStore(dataSource, { set });
    await store.set('short', 'x', 1500);
    await store.set('long', 'x', 99_001);
    await store.set('stays', 'x');
    await store.set('too long', 'x', Number.MAX_SAFE_INTEGER);
    await store.set('over', 'x');
    await store.set('over', 'x', -1);
    expect([1, 2]).toContain(await secondsOf('short'));
    expect([99, 100]).toContain(await secondsOf('long'));
    for (const key of ['stays', 'too long']) {
      expect(await secondsOf(key)).toBe(await secondsOf('stays'));
      expect((await secondsOf(key))! > 1e9 || (await secondsOf(key)) === -1).toBe(true);
    }
    expect(await store.has('over')).toBe(false);
    expect(await store.setMany([{ key: 'long', value: 'x', ttl: -1 }])).toEqual([true]);
    expect(await store.has('long')).toBe(false);
    await expect(store.set('a', 'x', Number.NaN)).rejects.toThrow(RangeError);
  });

  test('are over to the millisecond for Keyv', async () => {
    const keyv = keyvOf('brief');
    await keyv.set('a', 1, 40);
    expect(await keyv.get('a')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await keyv.get('a')).toBeUndefined();
  });

  test('of one namespace are cleared without those of others', async () => {
    const [one, other] = [keyvOf('x'), keyvOf('y')];
    for (const key of ['a', 'b']) {
      await one.set(key, 1);
      await other.set(key, 2);
    }
    await one.clear();
    expect(await one.getMany(['a', 'b'])).toEqual([undefined, undefined]);
    expect(await other.getMany(['a', 'b'])).toEqual([2, 2]);
    await one.set('a', 3);
    expect(await one.get('a')).toBe(3);
    await new AerospikeKeyvStore(dataSource, { set }).clear();
    expect(await other.get('a')).toBeUndefined();
  });

  test('that cannot be stored are errors of Keyv, and no others', async () => {
    const store = new AerospikeKeyvStore(dataSource, { set });
    const errors: unknown[] = [];
    store.on('error', (error) => errors.push(error));
    const large = 'x'.repeat(9_000_000);
    const rows = await store.setMany([
      { key: 'large', value: large },
      { key: 'small', value: 'x' },
    ]);
    expect(rows).toEqual([false, true]);
    expect(errors).toHaveLength(1);
    await expect(keyvOf().set('large', large)).rejects.toThrow();
  });

  test('serve the cache manager of NestJS', async () => {
    const application = await Test.createTestingModule({
      imports: [
        AerospikeModule.forRootAsync({
          useFactory: () => ({ namespace: 'test' }),
          dataSourceFactory: () => dataSource,
        }),
        CacheModule.registerAsync({
          inject: [DataSource],
          useFactory: (source: DataSource) => ({
            stores: [
              new Keyv({ store: new AerospikeKeyvStore(source, { set }), namespace: 'nest' }),
            ],
            ttl: 60_000,
          }),
        }),
      ],
    }).compile();
    const cache = application.get<Cache>(CACHE_MANAGER);
    expect(await cache.get('answer')).toBeUndefined();
    expect(await cache.wrap('answer', () => Promise.resolve({ is: 42 }))).toEqual({ is: 42 });
    expect(await cache.get('answer')).toEqual({ is: 42 });
    expect(await cache.wrap('answer', () => Promise.reject(new Error('not asked')))).toEqual({
      is: 42,
    });
    await cache.mset([{ key: 'b', value: 'B', ttl: 1000 }]);
    expect(await cache.mget(['answer', 'b'])).toEqual([{ is: 42 }, 'B']);
    await cache.del('answer');
    expect(await cache.get('answer')).toBeUndefined();
    await cache.clear();
    expect(await cache.get('b')).toBeUndefined();
  });
});
