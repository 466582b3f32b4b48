import { type BinValue, exp, type Key } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  type DataSource,
  DeletedAt,
  Entity,
  EntityNotFoundError,
  FilteredOutError,
  Id,
  MappingError,
  OptionError,
  type Predicate,
  type Root,
} from '../../src/index.js';
import { eachServer } from './each-server.js';

const set = `orm_kinds_${process.pid}`;

@Entity({ set, discriminator: { bin: 'kind' }, abstract: true })
abstract class Shape {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) size!: number;
}

@ChildEntity('round')
class Round extends Shape {
  @Bin({ type: 'int' }) radius?: number;
}

@ChildEntity('disc')
class Disc extends Round {}

@ChildEntity('square')
class Square extends Shape {
  @Bin({ type: 'int' }) side?: number;
}

const petSet = `${set}_pet`;

@Entity({ set: petSet, discriminator: { bin: 'kind', value: 'pet' } })
class Pet {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) age!: number;
}

@ChildEntity('cat')
class Cat extends Pet {
  @Bin({ type: 'int' }) lives?: number;
}

const leaseSet = `${set}_lease`;

@Entity({
  set: leaseSet,
  discriminator: { bin: 'kind' },
  abstract: true,
  ttl: 1000,
  touchOnRead: true,
})
abstract class Lease {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'int' }) rent!: number;
  @DeletedAt({ name: 'gone' }) deletedAt?: Date;
}

@ChildEntity('flat')
class Flat extends Lease {}

@ChildEntity('shop')
class Shop extends Lease {}

eachServer({ entities: [Shape, Round, Disc, Square, Pet, Cat, Lease, Flat, Shop] }, (running) => {
  const source = (): DataSource => running().dataSource;
  const keyOf = (id: number, of = set): Key => [source().options.namespace, of, id];
  const rawOf = async (id: number, of = set) => (await source().client.get(keyOf(id, of))).bins;
  const put = (id: number, bins: Record<string, BinValue>, of = set) =>
    source().client.put(keyOf(id, of), bins, { key: 1 });

  beforeEach(async () => {
    for (const name of [set, petSet, leaseSet]) {
      await source().client.batchRemove(Array.from({ length: 40 }, (_, id) => keyOf(id, name)));
    }
  });

  test('an entity that was never read does not replace a record of another class', async () => {
    const stored = { kind: 'square', size: 5, side: 2 };
    const rounds = source().getRepository(Round);
    const other = () => rounds.create({ id: 14, size: 1 });
    await put(14, stored);
    const writes = [
      () => rounds.save(other()),
      () => rounds.replace(other()),
      () => rounds.save(other(), { ifVersion: 1 }),
      () => source().getRepository(Shape).save(other()),
    ];
    for (const write of writes) {
      await expect(write()).rejects.toThrow(MappingError);
      await expect(write()).rejects.toThrow(/the record is a Square/);
    }
    const many = await rounds.saveMany([other(), rounds.create({ id: 15, size: 1 })]);
    expect(many.items.map(({ status }) => status)).toEqual(['failed', 'ok']);
    expect(many.items[0]?.error).toBeInstanceOf(MappingError);
    expect(String(many.items[0]?.error)).toContain('the record is a Square');
    const [item] = (await source().batch().save(other()).run()).items;
    expect(String(item.error)).toContain('the record is a Square');
    expect(await rawOf(14)).toEqual(stored);
    expect(await rawOf(15)).toEqual({ kind: 'round', size: 1 });
  });

  test('an entity that was never read replaces a record of its class', async () => {
    const rounds = source().getRepository(Round);
    for (const kind of ['round', 'disc']) {
      await put(16, { kind, size: 5, radius: 2 });
      const saved = await rounds.save(rounds.create({ id: 16, size: 1 }));
      expect(await rawOf(16)).toEqual({ kind: 'round', size: 1 });
      expect(rounds.versionOf(saved)).toBe((await source().client.get(keyOf(16))).meta.gen);
    }
    (await rounds.saveMany([rounds.create({ id: 16, size: 2 })])).throwIfFailed();
    expect(await rawOf(16)).toEqual({ kind: 'round', size: 2 });
  });

  test('writes by id that make the record say its class', async () => {
    const rounds = source().getRepository(Round);
    await rounds.upsert({ id: 1, size: 1 });
    await rounds.operate(2, (r) => ({ size: r.size.inc(1) }));
    (await rounds.operateMany([3], (r) => ({ size: r.size.inc(1) }))).throwIfFailed();
    const batch = source()
      .batch()
      .operate(Round, 4, (r) => ({ size: r.size.inc(1) }));
    (await batch.run()).throwIfFailed();
    for (const id of [1, 2, 3, 4]) expect(await rawOf(id)).toEqual({ size: 1, kind: 'round' });
    expect(await source().getRepository(Shape).findByIdOrFail(2)).toBeInstanceOf(Round);
  });

  test('writes by id refuse records of another class, and name it', async () => {
    const stored = { kind: 'square', size: 5 };
    const rounds = source().getRepository(Round);
    await put(5, stored);
    const writes = [
      () => rounds.update(5, { radius: 1 }),
      () => rounds.upsert({ id: 5, radius: 1 }),
      () => rounds.operate(5, (r) => ({ size: r.size.inc(1) })),
      () => rounds.operate(5, (r) => ({ gone: r.$.remove() })),
    ];
    for (const write of writes) {
      await expect(write()).rejects.toThrow(MappingError);
      await expect(write()).rejects.toThrow(/Square/);
    }
    const many = await rounds.operateMany([5, 6], (r) => ({ size: r.size.inc(1) }));
    expect(many.items.map(({ status }) => status)).toEqual(['failed', 'ok']);
    expect(String(many.items[0]?.error)).toContain('Square');
    const batch = source()
      .batch()
      .operate(Round, 5, (r) => ({ size: r.size.inc(1) }));
    const [item] = (await batch.run()).items;
    expect(item.error).toBeInstanceOf(MappingError);
    expect(await rawOf(5)).toEqual(stored);
  });

  test('writes by id through a class reach the records of classes derived from it', async () => {
    await put(7, { kind: 'disc', size: 5 });
    await source().getRepository(Round).update(7, { radius: 2 });
    await source().getRepository(Shape).update(7, { size: 6 });
    await source()
      .getRepository(Shape)
      .operate(7, (r) => ({ size: r.size.inc(1) }));
    expect(await rawOf(7)).toEqual({ kind: 'disc', size: 7, radius: 2 });
  });

  test('an abstract class makes no record', async () => {
    const shapes = source().getRepository(Shape);
    const operate = shapes.operate(8, (r) => ({ size: r.size.inc(1) }));
    await expect(operate).rejects.toThrow(EntityNotFoundError);
    const many = await shapes.operateMany([8], (r) => ({ size: r.size.inc(1) }));
    expect(many.items[0]?.status).toBe('not-found');
    await expect(shapes.upsert({ id: 8, size: 1 })).rejects.toThrow(/abstract/);
    expect(await shapes.exists(8)).toBe(false);
  });

  test('upsert() of an entity writes it as what it is', async () => {
    const square = source().getRepository(Square).create({ id: 9, size: 1, side: 4 });
    await source().getRepository(Shape).upsert(square);
    expect(await rawOf(9)).toEqual({ kind: 'square', size: 1, side: 4 });
    await put(13, { kind: 'round', size: 5 });
    const other = source().getRepository(Square).create({ id: 13, size: 1, side: 4 });
    const refused = source().getRepository(Shape).upsert(other);
    await expect(refused).rejects.toThrow(/the record is a Round/);
    expect(await rawOf(13)).toEqual({ kind: 'round', size: 5 });
  });

  test('a base class that is not abstract makes records of itself and keeps the class of others', async () => {
    const pets = source().getRepository(Pet);
    await put(10, { kind: 'cat', age: 1, lives: 9 }, petSet);
    await pets.upsert({ id: 10, age: 2 });
    await pets.upsert({ id: 11, age: 2 });
    expect(await rawOf(10, petSet)).toEqual({ kind: 'cat', age: 2, lives: 9 });
    expect(await rawOf(11, petSet)).toEqual({ kind: 'pet', age: 2 });
    await put(12, { age: 1 }, petSet);
    const cats = source().getRepository(Cat);
    await expect(cats.update(12, { lives: 8 })).rejects.toThrow(/Pet/);
  });

  describe('a record of another class', () => {
    const square = { kind: 'square', size: 5 };

    beforeEach(async () => {
      await put(20, square);
      await put(21, { kind: 'disc', size: 1 });
    });

    afterEach(async () => {
      expect(await rawOf(20)).toEqual(square);
    });

    test('is not found by id', async () => {
      const rounds = source().getRepository(Round);
      expect(await rounds.findById(20)).toBeNull();
      expect(await rounds.findById(20, { select: ['radius'] })).toBeNull();
      expect((await rounds.findByIds([21, 20])).map((each) => each?.id)).toEqual([21, undefined]);
      expect(await rounds.exists(20)).toBe(false);
      expect(await rounds.existsMany([20, 21])).toEqual([false, true]);
      await expect(rounds.mutate(20, (round) => void (round.radius = 1))).rejects.toThrow(
        EntityNotFoundError,
      );
      const loaded = await rounds.findByIdOrFail(21);
      await put(21, square);
      await expect(rounds.reload(loaded)).rejects.toThrow(EntityNotFoundError);
      const batch = source().batch().read(Round, 20).exists(Round, 20);
      expect((await batch.run()).throwIfFailed()).toEqual([null, false]);
    });

    test('is not read by operate', async () => {
      const rounds = source().getRepository(Round);
      await expect(rounds.operate(20, (r) => ({ size: r.size.get() }))).rejects.toThrow(/Square/);
      expect(await rounds.operate(21, (r) => ({ size: r.size.get() }))).toMatchObject({ size: 1 });
    });

    test('is not removed', async () => {
      const rounds = source().getRepository(Round);
      expect(await rounds.removeById(20)).toBe(false);
      const outcome = await rounds.removeByIds([20, 21, 22]);
      expect(outcome.throwIfFailed()).toEqual([false, true, false]);
      const round = rounds.create({ id: 20, size: 1 });
      expect(await rounds.remove(round)).toBe(false);
      expect((await rounds.removeMany([round])).throwIfFailed()).toEqual([false]);
      const batch = source().batch().removeById(Round, 20).remove(round);
      expect((await batch.run()).throwIfFailed()).toEqual([false, false]);
      expect(await source().getRepository(Shape).exists(21)).toBe(false);
    });

    test('does not fulfil the condition of a removal', async () => {
      const rounds = source().getRepository(Round);
      const when = (f: Root<Round>): Predicate => f.size.gt(0);
      await expect(rounds.removeById(20, { when })).rejects.toThrow(FilteredOutError);
      const filterExpression = exp.gt(exp.intBin('size'), exp.intVal(0));
      const policy = { filterExpression };
      await expect(rounds.removeById(20, { policy })).rejects.toThrow(FilteredOutError);
      expect(await rounds.removeById(21, { when })).toBe(true);
    });

    test('is not reached by queries and their jobs', async () => {
      const rounds = source().getRepository(Round);
      const all = () => rounds.query().allowScan('test');
      expect((await all().all()).map(({ id }) => id)).toEqual([21]);
      expect(await all().count()).toBe(1);
      await (await all().updateAll((r) => ({ size: r.size.inc(1) }))).wait();
      expect(await rawOf(21)).toMatchObject({ size: 2 });
      const named = rounds.query().where((f) => f.id.in([20, 21]));
      await (await named.updateAll((r) => ({ size: r.size.inc(1) }))).wait();
      expect(await rawOf(21)).toMatchObject({ size: 3 });
      await (
        await rounds
          .query()
          .where((f) => f.id.in([20]))
          .removeAll()
      ).wait();
      await (await all().removeAll()).wait();
      expect(await source().getRepository(Shape).exists(21)).toBe(false);
    });

    test('is why a set of several classes is not truncated through one of them', async () => {
      await expect(source().getRepository(Round).truncate()).rejects.toThrow(OptionError);
      await expect(source().getRepository(Round).truncate()).rejects.toThrow(/repository of Shape/);
    });
  });

  test('the life of a record of another class is not prolonged', async () => {
    const { client } = source();
    const flats = source().getRepository(Flat);
    const putLease = (id: number, kind: string) =>
      client.put(keyOf(id, leaseSet), { kind, rent: 1 }, { key: 1, ttl: 500 });
    await putLease(30, 'shop');
    await putLease(31, 'flat');
    expect(await flats.findById(30)).toBeNull();
    expect(await flats.findById(30, { touch: 80 })).toBeNull();
    expect(await flats.findByIds([30, 31])).toEqual([null, expect.any(Flat)]);
    expect(await flats.findByIds([30, 31], { touch: 80 })).toEqual([null, expect.any(Flat)]);
    expect(await flats.touch(30)).toBe(false);
    expect(await flats.softRemoveById(30)).toBe(false);
    const batch = source().batch().read(Flat, 30).read(Flat, 30, { touch: 80 });
    expect((await batch.run()).throwIfFailed()).toEqual([null, null]);
    const { bins, meta } = await client.get(keyOf(30, leaseSet));
    expect(bins).toEqual({ kind: 'shop', rent: 1 });
    expect(meta.gen).toBe(1);
    expect(meta.ttl).toBeLessThanOrEqual(500);
    expect((await client.get(keyOf(31, leaseSet))).meta.ttl).toBeGreaterThan(500);
    expect(await flats.touch(31)).toBe(true);
    expect(await flats.softRemoveById(31)).toBe(true);
    expect(await flats.exists(31)).toBe(false);
  });
});
