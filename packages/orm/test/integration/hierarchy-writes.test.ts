import type { BinValue, Key } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  type DataSource,
  Entity,
  EntityNotFoundError,
  Id,
  MappingError,
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

eachServer({ entities: [Shape, Round, Disc, Square, Pet, Cat] }, (running) => {
  const source = (): DataSource => running().dataSource;
  const keyOf = (id: number, of = set): Key => [source().options.namespace, of, id];
  const rawOf = async (id: number, of = set) => (await source().client.get(keyOf(id, of))).bins;
  const put = (id: number, bins: Record<string, BinValue>, of = set) =>
    source().client.put(keyOf(id, of), bins, { key: 1 });

  beforeEach(async () => {
    for (const name of [set, petSet]) {
      await source().client.batchRemove(Array.from({ length: 40 }, (_, id) => keyOf(id, name)));
    }
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
});
