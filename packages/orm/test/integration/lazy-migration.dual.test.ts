import {
  Bin,
  type DataSource,
  Embeddable,
  Embedded,
  Entity,
  Id,
  ListBin,
  MappingError,
  unknownBins,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

@Embeddable()
class Place {
  @Bin({ type: 'string' }) street?: string;
  @Bin({ type: 'string', nullable: false }) town!: string;
}

@Entity({
  set: 'lazy_secret',
  schemaVersion: 2,
  migrate: {
    1: ({ sec, nm, st, pts, ...rest }) => ({
      ...rest,
      secret: sec ?? null,
      name: nm ?? null,
      at_street: st ?? null,
      points: pts ?? null,
    }),
  },
})
class Person {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'string', select: false }) secret?: string;
  @Bin({ type: 'double', select: false }) points?: number;
  @Bin({ type: 'string', select: false, default: 'none' }) note?: string;
  @Embedded(() => Place, { as: 'bins', prefix: 'at_', select: false }) place?: Place;
}

@Entity({
  set: 'lazy_keep',
  unknownBins: 'keep',
  schemaVersion: 2,
  migrate: { 1: ({ nm, extra, ...rest }) => ({ ...rest, name: nm!, other: extra! }) },
})
class Keeper {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
}

@Entity({
  set: 'lazy_keep',
  unknownBins: 'throw',
  schemaVersion: 2,
  migrate: { 1: ({ nm, extra, ...rest }) => ({ ...rest, name: nm!, note: extra! }) },
})
class Strict {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'string' }) note?: string;
}

@Entity({
  set: 'lazy_place',
  schemaVersion: 2,
  migrate: {
    1: (bins) => {
      const given = bins as { tags: string[]; was?: string; now?: string };
      given.tags.push('migrated');
      given.now = given.was!;
      delete given.was;
      return bins;
    },
  },
})
class InPlace {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'string' }) now?: string;
  @ListBin(() => String) tags?: string[];
}

@Entity({
  set: 'lazy_back',
  schemaVersion: 2,
  migrate: { 1: ({ a, hidden }) => ({ b: a!, hidden: (hidden as number) * 10 }) },
})
class Back {
  @Id({ type: 'string', storeAsBin: 'key' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
  @Bin({ type: 'int' }) b?: number;
  @Bin({ type: 'int', select: false }) hidden?: number;
}

@Entity({
  set: 'lazy_async',
  schemaVersion: 2,
  migrate: { 1: (bins) => Promise.resolve(bins) as never },
})
class Late {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
}

eachServer({ entities: [Person, Keeper, Strict, InPlace, Back, Late] }, (running) => {
  const dataSource = (): DataSource => running().dataSource;
  const put = async (set: string, id: string, bins: object): Promise<void> => {
    await dataSource().client.put(['test', set, id], bins as never, { exists: 2 });
  };
  const stored = async (set: string, id: string): Promise<object> =>
    (await dataSource().client.get(['test', set, id])).bins;

  describe('properties that are not read', () => {
    test('are migrated by save when they are declared select: false', async () => {
      await put('lazy_secret', 'p1', { sec: 'xyz', nm: 'Ada', st: 'Main', pts: 3 });
      const people = dataSource().getRepository(Person);
      const found = await people.findByIdOrFail('p1');
      expect(Object.assign({}, found)).toEqual({ id: 'p1', name: 'Ada' });
      await people.save(found);
      expect(await stored('lazy_secret', 'p1')).toEqual({
        _v: 2,
        name: 'Ada',
        secret: 'xyz',
        points: 3,
        at_street: 'Main',
      });
      const again = await people.findByIdOrFail('p1', { select: ['secret', 'points'] });
      expect(again).toMatchObject({ secret: 'xyz', points: 3 });
      expect(people.changed(again)).toEqual([]);
      const { place } = await people.findByIdOrFail('p1', { select: ['place'] });
      expect(place).toMatchObject({ street: 'Main' });
    });

    test('are migrated by save when a selection leaves them out', async () => {
      await put('lazy_secret', 'p2', { sec: 'xyz', nm: 'Ada' });
      const people = dataSource().getRepository(Person);
      const found = await people.findByIdOrFail('p2', { select: ['secret'] });
      expect(Object.assign({}, found)).toEqual({ id: 'p2', secret: 'xyz' });
      found.secret = 'new';
      await people.save(found);
      expect(await stored('lazy_secret', 'p2')).toEqual({ _v: 2, name: 'Ada', secret: 'new' });
    });

    test('are migrated by save when a query leaves them out', async () => {
      await put('lazy_secret', 'p3', { sec: 'xyz', nm: 'Ada' });
      const people = dataSource().getRepository(Person);
      const [found] = await people
        .query()
        .where((f) => f.id.eq('p3'))
        .select('note')
        .all();
      expect(found).toMatchObject({ note: 'none' });
      await people.save(found as Person);
      expect(await stored('lazy_secret', 'p3')).toEqual({ _v: 2, name: 'Ada', secret: 'xyz' });
    });

    test('take a value that was given to them instead of the migrated one', async () => {
      await put('lazy_secret', 'p4', { sec: 'xyz', nm: 'Ada' });
      const people = dataSource().getRepository(Person);
      const found = await people.findByIdOrFail('p4');
      found.secret = 'mine';
      await people.save(found);
      expect(await stored('lazy_secret', 'p4')).toMatchObject({ secret: 'mine', name: 'Ada' });
    });

    test('take the value of before the migration when that is what they are given', async () => {
      await put('lazy_back', 'b', { a: 1, hidden: 5, key: 'b' });
      const backs = dataSource().getRepository(Back);
      const found = await backs.findByIdOrFail('b');
      expect(found).toMatchObject({ b: 1 });
      found.a = 1;
      found.hidden = 5;
      await backs.save(found);
      expect(await stored('lazy_back', 'b')).toEqual({ _v: 2, key: 'b', a: 1, b: 1, hidden: 5 });
    });
  });

  test('a migration that leaves out the bin of the id does not take it from the record', async () => {
    await put('lazy_back', 'k', { a: 1, hidden: 5, key: 'k' });
    const backs = dataSource().getRepository(Back);
    await backs.save(await backs.findByIdOrFail('k'));
    expect(await stored('lazy_back', 'k')).toEqual({ _v: 2, key: 'k', b: 1, hidden: 50 });
  });

  test('a migration that changes the bins it is given is written like any other', async () => {
    await put('lazy_place', 'i', { was: 'x', tags: ['a'] });
    const places = dataSource().getRepository(InPlace);
    const found = await places.findByIdOrFail('i');
    expect(found).toMatchObject({ now: 'x', tags: ['a', 'migrated'] });
    await places.save(found);
    expect(await stored('lazy_place', 'i')).toEqual({ _v: 2, now: 'x', tags: ['a', 'migrated'] });
  });

  test('a migration that does not give bins is an error', async () => {
    await put('lazy_async', 'l', { a: 1 });
    await expect(dataSource().getRepository(Late).findById('l')).rejects.toThrow(
      /migration of version 1: must return the bins.*Promise/,
    );
  });

  describe('bins the class does not map', () => {
    test('are those of the migrated record: old bins are not kept', async () => {
      await put('lazy_keep', 'k1', { nm: 'Ada', extra: 1, more: [1] });
      const keepers = dataSource().getRepository(Keeper);
      const found = await keepers.findByIdOrFail('k1');
      expect(unknownBins(found)).toEqual({ other: 1, more: [1] });
      await keepers.save(found);
      const migrated = { _v: 2, name: 'Ada', other: 1, more: [1] };
      expect(await stored('lazy_keep', 'k1')).toEqual(migrated);
      expect(unknownBins(found)).toEqual({ other: 1, more: [1] });
    });

    test('are kept by replace in the form the migration gave them', async () => {
      await put('lazy_keep', 'k2', { nm: 'Ada', extra: 1 });
      const keepers = dataSource().getRepository(Keeper);
      await keepers.replace(await keepers.findByIdOrFail('k2'));
      expect(await stored('lazy_keep', 'k2')).toEqual({ _v: 2, name: 'Ada', other: 1 });
    });

    test('are an error only when the migration leaves them', async () => {
      await put('lazy_keep', 's1', { nm: 'Ada', extra: 'e' });
      const stricts = dataSource().getRepository(Strict);
      const found = await stricts.findByIdOrFail('s1');
      expect(found).toMatchObject({ name: 'Ada', note: 'e' });
      await stricts.save(found);
      expect(await stored('lazy_keep', 's1')).toEqual({ _v: 2, name: 'Ada', note: 'e' });
      await put('lazy_keep', 's2', { nm: 'Ada', wrong: 1 });
      const failed = stricts.findById('s2');
      await expect(failed).rejects.toThrow(MappingError);
      await expect(failed).rejects.toThrow(/the bin 'wrong', which the class does not map/);
    });
  });
});
