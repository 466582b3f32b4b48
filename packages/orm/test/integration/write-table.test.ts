import {
  Bin,
  Entity,
  EntityExistsError,
  EntityNotFoundError,
  FilteredOutError,
  Id,
  MappingError,
  OptimisticLockError,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_versioned' })
class Versioned {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) name?: string | null;
  @Bin({ type: 'int' }) count?: number | null;
}

@Entity({ set: 'orm_unversioned' })
class Unversioned {
  @Id() id!: string;
  @Bin({ type: 'string' }) name?: string | null;
  @Bin({ type: 'int' }) count?: number | null;
}

/** The table of write semantics, row by row. */
eachServer({ entities: [Versioned, Unversioned] }, (running) => {
  const versioned = () => running().dataSource.getRepository(Versioned);
  const unversioned = () => running().dataSource.getRepository(Unversioned);
  const client = () => running().dataSource.client;
  const binsOf = async (set: string, id: string) => (await client().get(['test', set, id])).bins;
  const put = (set: string, id: string, bins: Record<string, string | number>) =>
    client().put(['test', set, id], bins);

  /** Saves by each way there is. */
  const saving = {
    save: async <T extends object>(repo: Saver<T>, entity: T) => repo.save(entity),
    saveMany: async <T extends object>(repo: Saver<T>, entity: T) =>
      firstOf(await repo.saveMany([entity])),
    batch: async <T extends object>(_repo: Saver<T>, entity: T) =>
      firstOf(await running().dataSource.batch().save(entity).run()),
  };
  interface Saver<T> {
    save(entity: T): Promise<T>;
    saveMany(entities: readonly T[]): Promise<Items>;
  }
  interface Items {
    readonly items: readonly { readonly error?: unknown; readonly value?: unknown }[];
  }
  function firstOf({ items }: Items): unknown {
    const [item] = items;
    if (item?.error !== undefined) throw item.error as Error;
    return item?.value;
  }

  describe('insert', () => {
    test('creates the record with all values but null, and writes the version back', async () => {
      const id = freshId();
      const entity = await versioned().insert({ id, name: null, count: 1 });
      expect(entity.version).toBe(1);
      expect(await binsOf('orm_versioned', id)).toEqual({ count: 1 });
    });

    test('of a record that exists is an EntityExistsError, in a batch too', async () => {
      const id = freshId();
      await put('orm_unversioned', id, { name: 'old' });
      const entity = unversioned().create({ id, name: 'new' });
      const error = { name: 'EntityExistsError', entity: 'Unversioned', id, resultCode: 5 };
      await expect(unversioned().insert(entity)).rejects.toMatchObject(error);
      const [item] = (await unversioned().insertMany([entity])).items;
      expect(item?.error).toBeInstanceOf(EntityExistsError);
      const batch = await running().dataSource.batch().insert(entity).run();
      expect(batch.items[0].error).toMatchObject(error);
      expect(await binsOf('orm_unversioned', id)).toEqual({ name: 'old' });
    });
  });

  describe.each(Object.entries(saving))('%s', (_name, save) => {
    test('of a new versioned entity creates the record, and loses against one that exists', async () => {
      const id = freshId();
      const first = versioned().create({ id, name: 'a' });
      await save(versioned(), first);
      expect(first.version).toBe(1);
      const second = versioned().create({ id, name: 'b' });
      const failure = await (save(versioned(), second) as Promise<unknown>).catch(
        (e: unknown) => e,
      );
      expect(failure).toBeInstanceOf(OptimisticLockError);
      expect(failure).toMatchObject({ reason: 'exists', expected: 0, entity: 'Versioned', id });
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a' });
    });

    test('of a new unversioned entity replaces the record', async () => {
      const id = freshId();
      await put('orm_unversioned', id, { name: 'a', count: 1, foreign: 1 });
      await save(unversioned(), unversioned().create({ id, name: 'b' }));
      expect(await binsOf('orm_unversioned', id)).toEqual({ name: 'b' });
    });

    test('of a loaded entity writes what changed, removes what is null or undefined, and keeps the rest', async () => {
      const id = freshId();
      await put('orm_versioned', id, { name: 'a', count: 1, foreign: 1 });
      const entity = await versioned().findByIdOrFail(id);
      // What somebody else wrote meanwhile stays, since the bin did not change here.
      entity.count = null;
      await save(versioned(), entity);
      expect(entity.version).toBe(2);
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a', foreign: 1 });
      entity.name = 'b';
      await save(versioned(), entity);
      expect(entity.version).toBe(3);
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'b', foreign: 1 });
      const other = await unversioned().save(unversioned().create({ id, name: 'x', count: 1 }));
      await put('orm_unversioned', id, { count: 7 });
      delete (other as { name?: unknown }).name;
      await save(unversioned(), other);
      expect(await binsOf('orm_unversioned', id)).toEqual({ count: 7 });
    });

    test('of a loaded entity that somebody else wrote is refused with a version only', async () => {
      const id = freshId();
      const [mine, theirs] = [await versioned().insert({ id, name: 'a' }), versioned()];
      await theirs.update(id, { count: 5 });
      mine.name = 'mine';
      const failure = await (save(versioned(), mine) as Promise<unknown>).catch((e: unknown) => e);
      expect(failure).toMatchObject({
        name: 'OptimisticLockError',
        reason: 'generation',
        expected: 1,
        resultCode: 3,
      });
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a', count: 5 });
    });

    test.each([
      ['versioned', versioned, 'orm_versioned'],
      ['unversioned', unversioned, 'orm_unversioned'],
    ] as const)('of a loaded %s entity that is gone makes no record', async (_kind, repo, set) => {
      const id = freshId();
      const entity = await (repo() as ReturnType<typeof versioned>).insert({ id, name: 'a' });
      await client().remove(['test', set, id]);
      entity.name = 'b';
      const saved = save(repo() as ReturnType<typeof versioned>, entity) as Promise<unknown>;
      await expect(saved).rejects.toMatchObject({ name: 'OptimisticLockError', reason: 'missing' });
      expect((await client().exists(['test', set, id])).meta).toBeNull();
    });
  });

  describe('replace', () => {
    test('leaves exactly the mapped bins, under the version, and needs a record', async () => {
      const id = freshId();
      await put('orm_versioned', id, { name: 'a', count: 1, foreign: 1 });
      const entity = await versioned().findByIdOrFail(id);
      entity.count = null;
      await versioned().replace(entity);
      expect(entity.version).toBe(2);
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a' });
      await put('orm_versioned', id, { count: 9 });
      await expect(versioned().replace(entity)).rejects.toMatchObject({ reason: 'generation' });
      const missing = unversioned().create({ id: freshId(), name: 'x' });
      await expect(unversioned().replace(missing)).rejects.toBeInstanceOf(EntityNotFoundError);
      await client().remove(['test', 'orm_versioned', id]);
      await expect(versioned().replace(entity)).rejects.toMatchObject({ reason: 'missing' });
    });
  });

  describe('update', () => {
    test('writes the keys of the patch, null removes, and needs a record', async () => {
      const id = freshId();
      await put('orm_versioned', id, { name: 'a', count: 1 });
      await versioned().update(id, { name: null });
      expect(await binsOf('orm_versioned', id)).toEqual({ count: 1 });
      const wrong = versioned().update(id, { name: 'b' }, { ifVersion: 1 });
      await expect(wrong).rejects.toMatchObject({ reason: 'generation', expected: 1, actual: 2 });
      await versioned().update(id, { name: 'c' }, { ifVersion: 2 });
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'c', count: 1 });
      const missing = versioned().update(freshId(), { name: 'd' });
      await expect(missing).rejects.toBeInstanceOf(EntityNotFoundError);
    });
  });

  describe('upsert', () => {
    test('writes the given bins into a record that may be there, whatever its version', async () => {
      const id = freshId();
      await versioned().upsert({ id, name: 'a' });
      await versioned().upsert({ id, count: 2 });
      expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a', count: 2 });
    });
  });

  describe('remove', () => {
    test('is under the version, and tells whether there was a record', async () => {
      const id = freshId();
      const entity = await versioned().insert({ id, name: 'a' });
      await put('orm_versioned', id, { count: 1 });
      await expect(versioned().remove(entity)).rejects.toMatchObject({ reason: 'generation' });
      const { items } = await versioned().removeMany([entity]);
      expect(items[0]?.error).toMatchObject({ reason: 'generation' });
      await versioned().reload(entity);
      expect(await versioned().remove(entity)).toBe(true);
      expect(versioned().isLoaded(entity)).toBe(false);
      expect(await versioned().removeById(id)).toBe(false);
    });
  });

  test('a condition that does not hold prevents each write', async () => {
    const id = freshId();
    const entity = await versioned().insert({ id, name: 'a', count: 1 });
    const when = (f: { count: { eq(value: number): never } }) => f.count.eq(2);
    const options = { when } as never;
    entity.name = 'b';
    for (const call of [
      () => versioned().save(entity, options),
      () => versioned().replace(entity, options),
      () => versioned().update(id, { name: 'b' }, options),
      () => versioned().remove(entity, options),
      () => versioned().removeById(id, options),
    ]) {
      await expect(call()).rejects.toBeInstanceOf(FilteredOutError);
    }
    const { items } = await versioned().saveMany([entity], options);
    expect(items[0]).toMatchObject({ status: 'filtered' });
    expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a', count: 1 });
  });

  test('the time to live of a call reaches the record', async () => {
    const id = freshId();
    const ttlOf = async () => (await client().get(['test', 'orm_unversioned', id])).meta.ttl;
    const entity = await unversioned().insert({ id, name: 'a' }, { ttl: 1000 });
    expect(await ttlOf()).toBeGreaterThan(990);
    entity.name = 'b';
    await unversioned().save(entity, { ttl: 5000 });
    expect(await ttlOf()).toBeGreaterThan(4990);
    await unversioned().update(id, { name: 'c' }, { ttl: 'keep' });
    expect(await ttlOf()).toBeLessThanOrEqual(5000);
    await unversioned().upsert({ id, name: 'd' }, { ttl: 9000 });
    expect(await ttlOf()).toBeGreaterThan(8990);
  });

  test('a save that leaves nothing is refused before anything is sent', async () => {
    const id = freshId();
    const entity = await versioned().insert({ id, name: 'a' });
    entity.name = null;
    await expect(versioned().save(entity)).rejects.toBeInstanceOf(MappingError);
    await expect(versioned().save(versioned().create({ id: freshId() }))).rejects.toThrow(
      'has no value to store',
    );
    const noId = versioned().save(versioned().create({ name: 'x' }));
    await expect(noId).rejects.toBeInstanceOf(MappingError);
    expect(await binsOf('orm_versioned', id)).toEqual({ name: 'a' });
  });
});
