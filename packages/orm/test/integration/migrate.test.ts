import type { BinValue, Key } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  DataSource,
  Entity,
  Id,
  type MigrateOptions,
  type MigrationProgress,
  MigrationStoppedError,
  OptionError,
  SetBin,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

const set = `orm_mig_${process.pid}`;
const COUNT = 300;
const BAD = 7;

@Entity({
  set,
  schemaVersion: 3,
  migrate: {
    1: ({ first, last, ...rest }) => ({ ...rest, name: `${first as string} ${last as string}` }),
    2: ({ tags, ...rest }) => {
      if (typeof tags !== 'string') throw new Error('tags is no text');
      return { ...rest, tags: tags.split(','), rate: 2 };
    },
  },
})
class Person {
  @Id({ type: 'int' }) id!: number;
  @Version() version!: number;
  @Bin({ type: 'string' }) name!: string;
  @SetBin(() => 'string') tags!: Set<string>;
  @Bin({ type: 'double' }) rate!: number;
}

const kindSet = `orm_mig_kind_${process.pid}`;

@Entity({ set: kindSet, discriminator: { bin: 'kind', value: 'shape' }, schemaVersion: 2 })
class Shape {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) size!: number;
}

@ChildEntity('round')
class Round extends Shape {}

eachServer({ entities: [Person, Shape, Round] }, (running) => {
  const namespace = (): string => running().dataSource.options.namespace;
  const key = (id: number): Key => [namespace(), set, id];

  const putOld = async (id: number, bins: Record<string, BinValue>, ttl = -1): Promise<void> => {
    await running().dataSource.client.put(key(id), bins, { ttl, key: 1 });
  };

  const first = (id: number): Record<string, BinValue> => ({
    first: `F${id}`,
    last: 'L',
    tags: 'b,a',
    other: id,
  });

  const rawOf = async (id: number) => running().dataSource.client.get(key(id));

  beforeEach(async () => {
    const { client } = running().dataSource;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await client.truncate(namespace(), set, 0n);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let id = 0; id < COUNT; id++) {
      const isSecond = id % 3 === 1;
      const bins = isSecond ? { name: `F${id} L`, tags: 'b,a', _v: 2, other: id } : first(id);
      await putOld(id, id === BAD ? { ...bins, tags: 5 } : bins);
    }
  });

  afterAll(async () => {
    await running().dataSource.client.truncate(namespace(), set, 0n);
    await running().dataSource.client.truncate(namespace(), kindSet, 0n);
  });

  test('older records are migrated when they are found, and written by the next save', async () => {
    const people = running().dataSource.getRepository(Person);
    const expected = { name: 'F3 L', tags: new Set(['a', 'b']), rate: 2 };
    const byId = await people.findByIdOrFail(3);
    const [fromBatch] = await people.findByIds([3]);
    await running().dataSource.client.remove(key(BAD));
    const scanned = await people.query().allowScan('test').all();
    expect(scanned).toHaveLength(COUNT - 1);
    const fromQuery = scanned.find(({ id }) => id === 3);
    for (const person of [byId, fromBatch, fromQuery]) expect(person).toMatchObject(expected);
    expect((await rawOf(3)).bins).toMatchObject({ first: 'F3' });
    await people.save(byId);
    expect((await rawOf(3)).bins).toEqual({
      name: 'F3 L',
      tags: ['a', 'b'],
      rate: 2,
      other: 3,
      _v: 3,
    });
  });

  test('all older records are rewritten, and what cannot be is reported', async () => {
    const { schema } = running().dataSource;
    await putOld(1000, { name: 'new', _v: 3, tags: ['x'] });
    const newer = (await rawOf(1000)).meta.gen;
    const told: unknown[] = [];
    const progress: MigrationProgress[] = [];
    const report = await schema.migrate(Person, {
      pageSize: 20,
      onFailure: ({ id }) => told.push(id),
      onProgress: (each) => progress.push(each),
    });
    expect(report).toMatchObject({
      entity: 'Person',
      version: 3,
      dryRun: false,
      migrated: COUNT - 1,
      versions: { 1: 200, 2: 99 },
      skipped: 0,
      failed: 1,
      conflicts: 0,
    });
    expect(told).toEqual([BAD]);
    expect(String(report.failures[0]!.error)).toContain('tags is no text');
    expect(progress.at(-1)).toMatchObject({ fraction: 1, migrated: COUNT - 1 });
    expect(progress.length).toBeGreaterThan(1);
    expect((await rawOf(0)).bins).toEqual({
      name: 'F0 L',
      tags: ['a', 'b'],
      rate: 2,
      other: 0,
      _v: 3,
    });
    expect((await rawOf(BAD)).bins).toMatchObject({ tags: 5 });
    expect((await rawOf(1000)).meta.gen).toBe(newer);
    const again = await schema.migrate(Person);
    expect(again).toMatchObject({ migrated: 0, failed: 1 });
  });

  test('the time to live, the user key and the kind of the stored values stay right', async () => {
    const { client, schema } = running().dataSource;
    await putOld(2000, first(2000), 5000);
    await schema.migrate(Person);
    const { bins, meta, key: found } = await rawOf(2000);
    expect(meta.ttl).toBeGreaterThan(4000);
    expect(meta.ttl).toBeLessThanOrEqual(5000);
    expect(found[2]).toBe(2000);
    expect(bins['rate']).toBe(2);
    const { exp, operations } = await import('@aeroform/core');
    const typed = await client.operate(key(2000), [operations.expRead('t', exp.binType('rate'))]);
    expect(typed.bins['t']).toBe(2);
  });

  test('a dry run counts the same and writes nothing', async () => {
    const { schema } = running().dataSource;
    const report = await schema.migrate(Person, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, migrated: COUNT - 1, failed: 1 });
    expect((await rawOf(0)).bins).toEqual(first(0));
    expect((await rawOf(0)).meta.gen).toBe(1);
  });

  test('an aborted migration goes on where it was in another data source', async () => {
    const { client, schema } = running().dataSource;
    const abort = new AbortController();
    let pages = 0;
    const options: MigrateOptions = {
      pageSize: 10,
      parallel: 2,
      signal: abort.signal,
      onProgress: () => {
        pages += 1;
        if (pages === 10) abort.abort(new Error('enough'));
      },
    };
    const stopped = await schema.migrate(Person, options).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(MigrationStoppedError);
    const { progress, message } = stopped as MigrationStoppedError;
    expect(message).toMatch(/stopped at \d+ % with \d+ records migrated: enough; resume it with/);
    expect(progress.migrated).toBeGreaterThan(0);
    expect(progress.migrated).toBeLessThan(COUNT - 1);

    const other = await new DataSource({
      client,
      namespace: namespace(),
      entities: [Person],
    }).initialize();
    const cursor = JSON.parse(JSON.stringify(progress)).cursor as string;
    const rest = await other.schema.migrate(Person, { cursor });
    expect(rest.migrated + rest.failed + progress.migrated + progress.failed).toBe(COUNT);
    expect((await schema.migrate(Person)).migrated).toBe(0);
    await other.destroy();
  });

  test('a record that somebody else writes meanwhile is read again', async () => {
    const { client, schema } = running().dataSource;
    const put = client.put.bind(client);
    let races = 0;
    const spy = jest.spyOn(client, 'put').mockImplementation(async (...call) => {
      const [at] = call;
      if (Array.isArray(at) && at[2] === 0 && races < 2) {
        races += 1;
        await put(key(0), { first: `again${races}` });
      }
      return put(...call);
    });
    const operate = client.operate.bind(client);
    const spied = jest.spyOn(client, 'operate').mockImplementation(async (...call) => {
      const [at] = call;
      if ((at as Key as readonly unknown[])[2] === 0 && races < 2) {
        races += 1;
        await put(key(0), { first: `again${races}` });
      }
      if ((at as readonly unknown[])[2] === 3) await client.remove(key(3)).catch(() => undefined);
      return operate(...call);
    });
    const report = await schema.migrate(Person);
    spy.mockRestore();
    spied.mockRestore();
    expect(races).toBe(2);
    expect(report).toMatchObject({ conflicts: 2, migrated: COUNT - 2, skipped: 1, failed: 1 });
    expect((await rawOf(0)).bins).toMatchObject({ name: 'again2 L', _v: 3 });
  });

  test('only records of the class are migrated, in a set that classes share', async () => {
    const { client, schema } = running().dataSource;
    for (let id = 0; id < 20; id++) {
      const kind = id % 2 === 0 ? 'round' : 'shape';
      await client.put([namespace(), kindSet, id], { kind, size: id }, { key: 1 });
    }
    expect(await schema.migrate(Round)).toMatchObject({ migrated: 10, versions: { 1: 10 } });
    expect(await schema.migrate(Shape)).toMatchObject({ migrated: 10 });
    expect((await client.get([namespace(), kindSet, 1])).bins).toEqual({
      kind: 'shape',
      size: 1,
      _v: 2,
    });
  });

  test('a rate is kept to', async () => {
    const { schema } = running().dataSource;
    const started = performance.now();
    const abort = new AbortController();
    const slow = schema.migrate(Person, {
      recordsPerSecond: 100,
      parallel: 50,
      pageSize: 40,
      signal: abort.signal,
      onProgress: ({ migrated }) => {
        if (migrated < 30) return;
        const seconds = (performance.now() - started) / 1000;
        expect(migrated).toBeLessThanOrEqual(seconds * 100 + 2);
        abort.abort();
      },
    });
    await expect(slow).rejects.toThrow(MigrationStoppedError);
  });

  test('options, cursors and classes that do not fit are refused', async () => {
    const { schema } = running().dataSource;
    class Plain {
      id!: number;
    }
    Id({ type: 'int' })(Plain.prototype, 'id');
    Entity(set)(Plain);
    const refused = async (options: object) => schema.migrate(Person, options);
    await expect(refused({ rate: 1 })).rejects.toThrow(/there are dryRun, cursor/);
    await expect(refused({ parallel: 0 })).rejects.toThrow(OptionError);
    await expect(refused({ recordsPerSecond: -1 })).rejects.toThrow(OptionError);
    await expect(refused({ cursor: 'abc' })).rejects.toThrow(/none that a migration has told/);
    const progress: MigrationProgress[] = [];
    await schema.migrate(Shape, { onProgress: (each) => progress.push(each) });
    await expect(refused({ cursor: progress[0]!.cursor })).rejects.toThrow(
      /belongs to the migration of Shape .* to version 2/,
    );
    await expect(async () => schema.migrate(Plain)).rejects.toThrow(/not among the entities/);
    const { client } = running().dataSource;
    const other = await new DataSource({ client, namespace: namespace() }).initialize();
    await expect(other.schema.migrate(Plain)).rejects.toThrow(/declare @Entity\(\{ schemaVersion/);
    await other.destroy();
  });
});
