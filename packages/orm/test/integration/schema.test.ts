import { createClient } from '@aeroform/core';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import {
  Bin,
  DataSource,
  Embedded,
  Entity,
  GeoBin,
  Id,
  Index,
  ListBin,
  MapBin,
  MetadataError,
  SchemaMismatchError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

class Place {
  @Bin({ type: 'string' }) @Index() town!: string;
}

const set = `orm_schema_${process.pid}`;

@Entity(set)
class Shop {
  @Id() id!: string;
  @Bin({ type: 'string' }) @Index() name!: string;
  @Bin({ type: 'int' }) @Index() size!: number;
  @Bin({ type: 'bytes' }) @Index() hash!: Uint8Array;
  @GeoBin() @Index() at!: object;
  @ListBin(() => 'string') @Index() tags!: string[];
  @MapBin(() => 'int') @Index({ on: 'mapValues' }) stock!: Map<string, number>;
  @Embedded(() => Place) place!: Place;
}

const names = ['name', 'size', 'hash', 'at', 'tags', 'stock_mapValues', 'place_town'].map(
  (suffix) => `${set}_${suffix}`,
);

const NOTHING = { create: [], drop: [], mismatched: [], renamed: [], building: [] };

eachServer({ entities: [Shop], indexes: { sync: 'off' } }, (running) => {
  const source = (sync: 'verify' | 'create', entities: DataSource['options']['entities']) =>
    new DataSource({
      ...running().connection,
      namespace: running().dataSource.options.namespace,
      indexes: { sync },
      ...(entities === undefined ? {} : { entities }),
    });

  afterAll(async () => {
    const { client, options } = running().dataSource;
    const listed = await client.indexList(options.namespace);
    for (const { name } of listed.filter((sindex) => sindex.set === set)) {
      await client.indexRemove(options.namespace, name);
    }
  });

  test('declared indexes are missing, created, and then as declared', async () => {
    const { schema } = running().dataSource;
    expect(await schema.diff()).toEqual({ ...NOTHING, create: names });
    await expect(source('verify', [Shop]).initialize()).rejects.toThrow(SchemaMismatchError);
    await expect(source('verify', [Shop]).initialize()).rejects.toThrow(
      new RegExp(`missing: ${set}_name, .*schema\\.sync\\(\\)`),
    );
    expect((await schema.sync({ dryRun: true })).create).toEqual(names);
    expect((await schema.diff()).create).toEqual(names);
    await schema.sync();
    expect(await schema.diff()).toEqual(NOTHING);
    const verified = await source('verify', [Shop]).initialize();
    expect(verified.isInitialized).toBe(true);
    await verified.destroy();
  });

  test('an index of another kind under a declared name is told', async () => {
    @Entity(set)
    class Renamed {
      @Id() id!: string;
      @Bin({ name: 'size', type: 'int' }) @Index({ name: `${set}_name` }) size!: number;
    }
    const mismatch = source('create', [Renamed]).initialize();
    await expect(mismatch).rejects.toThrow(
      /is declared as numeric default on .* bin size, but is string default on .* bin name/,
    );
  });

  test('indexes that are not declared are dropped only when asked for', async () => {
    @Entity(set)
    class Smaller {
      @Id() id!: string;
      @Bin({ type: 'string' }) @Index() name!: string;
    }
    const smaller = await source('create', [Smaller]).initialize();
    expect([...(await smaller.schema.diff()).drop].sort()).toEqual(names.slice(1).sort());
    await smaller.schema.sync({ drop: true });
    expect((await smaller.schema.diff()).drop).toEqual([]);
    await smaller.destroy();
    expect((await running().dataSource.schema.diff()).create).toEqual(names.slice(1));
  });

  test('a given client stays open, one of its own is closed', async () => {
    const client = await createClient({ hosts: running().hosts, driver: DRIVER }).connect();
    const shared = await new DataSource({ client, namespace: 'test' }).initialize();
    expect(shared.client).toBe(client);
    expect(await shared.ping()).toMatchObject({ ok: true, nodes: 1 });
    await shared.destroy();
    expect(client.isConnected()).toBe(true);
    await client.close();

    const own = await source('create', undefined).initialize();
    const owned = own.client;
    await Promise.all([own.destroy(), own.destroy()]);
    expect(owned.isConnected()).toBe(false);
    expect(own.isInitialized).toBe(false);
    await expect(own.getRepository(Shop).exists('x')).rejects.toThrow(/not initialised/);
    expect(own.client).toBe(owned);
    await own.initialize();
    expect(own.isInitialized).toBe(true);
    await own.destroy();
  });

  test('a class that is no entity is refused as other failures are', async () => {
    class Plain {}
    const { schema } = running().dataSource;
    const calls = [schema.drift(Plain), schema.migrate(Plain), schema.truncate(Plain)];
    for (const call of calls) await expect(call).rejects.toThrow(MetadataError);
    const now = schema.truncate(Shop, 5 as never);
    await expect(now).rejects.toThrow(/^before: must be a Date/);
  });

  test('a truncated set is empty', async () => {
    const shops = running().dataSource.getRepository(Shop);
    await shops.insert({ id: 'a', name: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await shops.truncate();
    expect(await shops.findById('a')).toBeNull();
    expect(await shops.count(undefined, { allowScan: 'test' })).toBe(0);
  });
});
