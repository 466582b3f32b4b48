import { Bin, CreatedAt, Embedded, Entity, Id, UpdatedAt, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_upserted' })
class Part {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string | null;
  @Bin({ type: 'int' }) stock?: number;
  @UpdatedAt() updatedAt?: Date;
}

@Entity({ set: 'orm_upserted' })
class Loose {
  @Id() id!: string;
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'int' }) stock?: number;
}

@Entity({ set: 'orm_upserted' })
class Whole {
  @Id() id!: string;
  @Bin({ type: 'string', nullable: false }) name!: string;
  @Bin({ type: 'int', nullable: false, default: 7 }) stock!: number;
  @Embedded(() => Loose, { nullable: false }) part!: Loose;
  @CreatedAt() createdAt!: Date;
}

eachServer({ entities: [Part, Loose, Whole] }, (running) => {
  const parts = () => running().dataSource.getRepository(Part);
  const loose = () => running().dataSource.getRepository(Loose);
  const binsOf = async (id: string) =>
    (await running().dataSource.client.get(['test', 'orm_upserted', id])).bins;

  test('an entity that was read can be saved after upsert(), which gives it its version', async () => {
    const { id } = await parts().insert({ id: freshId(), name: 'a', stock: 1 });
    const part = await parts().findByIdOrFail(id);
    const { updatedAt } = part;
    part.stock = 2;
    await parts().upsert(part);
    expect(part.version).toBe(2);
    expect(parts().changed(part)).toEqual([]);
    expect(part.updatedAt!.getTime()).toBeGreaterThanOrEqual(updatedAt!.getTime());
    expect((await parts().findByIdOrFail(id)).updatedAt).toEqual(part.updatedAt);
    part.stock = 3;
    await parts().save(part);
    expect(part.version).toBe(3);
    expect(await binsOf(id)).toMatchObject({ name: 'a', stock: 3 });
  });

  test('update() and upsert() resolve with the version, for the condition of the next write', async () => {
    const id = freshId();
    expect(await parts().upsert({ id, name: 'a' })).toEqual({ version: 1 });
    const { version } = await parts().update(id, { stock: 1 }, { ifVersion: 1 });
    expect(version).toBe(2);
    expect(await parts().upsert({ id, stock: 2 }, { ifVersion: version })).toEqual({ version: 3 });
    expect(await parts().findByIdOrFail(id)).toMatchObject({ version: 3, stock: 2 });
  });

  test('so they do for a class without a property of the version', async () => {
    const id = freshId();
    const { version } = await loose().upsert({ id, name: 'a' });
    expect(await loose().update(id, { stock: 1 }, { ifVersion: version })).toEqual({ version: 2 });
    expect(loose().versionOf(await loose().findByIdOrFail(id))).toBe(2);
  });

  test('what somebody else wrote besides is kept by the save', async () => {
    const part = await parts().insert({ id: freshId(), stock: 1 });
    await parts().update(part.id, { name: 'theirs' });
    await parts().upsert(part);
    part.stock = 9;
    await parts().save(part);
    expect(await binsOf(part.id)).toMatchObject({ name: 'theirs', stock: 9 });
  });

  test('a property that upsert() was not given still counts as changed', async () => {
    const { id } = await parts().insert({ id: freshId(), name: 'a', stock: 1 });
    const part = await parts().findByIdOrFail(id);
    delete part.name;
    await parts().upsert(part);
    expect(parts().changed(part)).toEqual(['name']);
  });

  test('a new entity is known afterwards, as far as it was given', async () => {
    const { id } = await loose().insert({ id: freshId(), name: 'kept', stock: 1 });
    const again = loose().create({ id, stock: 2 });
    await loose().upsert(again);
    expect(loose().isLoaded(again)).toBe(true);
    again.stock = 3;
    await loose().save(again);
    expect(await binsOf(id)).toEqual({ name: 'kept', stock: 3 });
    const part = parts().create({ id: freshId(), name: 'new' });
    await parts().upsert(part);
    expect(part.version).toBe(1);
    part.name = 'newer';
    await parts().save(part);
    expect(await binsOf(part.id)).toMatchObject({ name: 'newer' });
  });

  test('an entity that is written as another record stays that of its own', async () => {
    const part = await parts().insert({ id: freshId(), name: 'a' });
    const elsewhere = parts().scoped({ set: 'orm_upserted_too' });
    await parts().update(part.id, { stock: 1 });
    await elsewhere.upsert(part);
    expect(part.version).toBe(1);
    part.name = 'b';
    await expect(parts().save(part)).rejects.toMatchObject({ reason: 'generation', actual: 2 });
    expect(await elsewhere.findById(part.id)).toMatchObject({ name: 'a' });
  });

  test('properties without an entity are left as they are', async () => {
    const draft = Object.freeze({ id: freshId(), name: 'a' });
    await parts().upsert(draft);
    expect(draft).toEqual({ id: draft.id, name: 'a' });
  });

  test('a version of a record that is not there is one of a missing record', async () => {
    const id = freshId();
    const failing = parts().upsert({ id, stock: 1 }, { ifVersion: 3 });
    await expect(failing).rejects.toMatchObject({
      name: 'OptimisticLockError',
      reason: 'missing',
      expected: 3,
      id,
    });
    await expect(failing).rejects.toThrow(/is gone since version 3 was read/);
    expect(await parts().exists(id)).toBe(false);
  });

  test('what the class needs must be given, as the record may be new', async () => {
    const whole = running().dataSource.getRepository(Whole);
    const operate = jest.spyOn(running().dataSource.client, 'operate');
    const id = freshId();
    const part = { id: 'p', name: 'x' };
    const needed = (name: string) =>
      new RegExp(
        `^Whole\\.${name}: is declared nullable: false, and upsert\\(\\) may make .*update`,
      );
    await expect(whole.upsert({ id, part })).rejects.toThrow(needed('name'));
    await expect(whole.upsert({ id, name: 'a' })).rejects.toThrow(needed('part'));
    const entity = whole.create({ id, name: 'a' });
    await expect(whole.upsert(entity)).rejects.toMatchObject({ code: 'ORM_MAPPING', id });
    // With a version there must be a record, so that none is made.
    await expect(whole.upsert({ id, name: 'a' }, { ifVersion: 1 })).rejects.toMatchObject({
      inDoubt: false,
    });
    expect(operate).toHaveBeenCalledTimes(1);
    operate.mockRestore();
    expect(await whole.exists(id)).toBe(false);
    // What has a default need not be given: records without the bin have it, too.
    await whole.upsert({ id, name: 'a', part });
    expect(await whole.findById(id)).toMatchObject({ name: 'a', stock: 7, part });
    await whole.upsert({ id, name: 'b' }, { ifVersion: 1 });
    expect(await whole.findById(id)).toMatchObject({ name: 'b', part });
    const read = await whole.findByIdOrFail(id, { select: ['name'] });
    await expect(whole.upsert(read as Whole)).rejects.toThrow(needed('part'));
  });
});
