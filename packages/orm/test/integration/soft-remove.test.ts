import {
  Bin,
  DeletedAt,
  Entity,
  Id,
  Index,
  OptimisticLockError,
  OptionError,
  UpdatedAt,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId, Note } from './order.js';

@Entity({ set: 'orm_page' })
class Page {
  @Id() id!: string;
  @Version() version?: number;
  @UpdatedAt() updatedAt?: Date;
  @DeletedAt({ name: 'del' }) deletedAt?: Date;
  @Bin({ type: 'string' }) @Index() owner!: string;
  @Bin({ type: 'string' }) text?: string;
}

eachServer({ entities: [Page, Note] }, (running) => {
  const pages = () => running().dataSource.getRepository(Page);
  const client = () => running().dataSource.client;
  const binsOf = async (id: string) => (await client().get(['test', 'orm_page', id])).bins;

  test('softRemove writes the date, under the version, and nothing else', async () => {
    const page = await pages().insert({ id: freshId(), owner: 'a', text: 'old' });
    const { updatedAt } = page;
    page.text = 'not saved';
    const before = Date.now();
    expect(await pages().softRemove(page)).toBe(page);
    expect(page.deletedAt?.getTime()).toBeGreaterThanOrEqual(before);
    expect(page.version).toBe(2);
    const bins = await binsOf(page.id);
    expect(bins).toMatchObject({ del: page.deletedAt?.getTime(), text: 'old', owner: 'a' });
    expect(bins['updatedAt']).toBeGreaterThanOrEqual(updatedAt?.getTime() ?? 0);
    expect(pages().changed(page)).toEqual(['text']);
  });

  test('a softly removed entity is found by nothing but withDeleted()', async () => {
    const owner = freshId();
    const [gone, kept] = [
      await pages().insert({ id: freshId(), owner, text: 'g' }),
      await pages().insert({ id: freshId(), owner, text: 'k' }),
    ];
    await pages().softRemove(gone);
    const ids = [gone.id, kept.id];
    const seen = async (repository: ReturnType<typeof pages>) => ({
      byId: (await repository.findById(gone.id))?.id,
      selected: (await repository.findById(gone.id, { select: ['text'] }))?.text,
      byIds: (await repository.findByIds(ids)).map((page) => page?.id),
      exists: await repository.exists(gone.id),
      existsMany: await repository.existsMany(ids),
      found: (await repository.find({ where: { owner } })).length,
      count: await repository.count({ owner }),
    });
    expect(await seen(pages())).toEqual({
      byId: undefined,
      selected: undefined,
      byIds: [undefined, kept.id],
      exists: false,
      existsMany: [false, true],
      found: 1,
      count: 1,
    });
    expect(await seen(pages().withDeleted())).toEqual({
      byId: gone.id,
      selected: 'g',
      byIds: ids,
      exists: true,
      existsMany: [true, true],
      found: 2,
      count: 2,
    });
    const { items } = await running()
      .dataSource.batch()
      .read(Page, gone.id)
      .exists(Page, gone.id)
      .run();
    expect(items.map(({ value }) => value)).toEqual([null, false]);
    await expect(pages().findByIdOrFail(gone.id)).rejects.toThrow('there is no Page');
    await expect(pages().mutate(gone.id, () => undefined)).rejects.toThrow('there is no Page');
    expect((await pages().reload(gone)).deletedAt).toBeInstanceOf(Date);
  });

  test('restore takes the date away', async () => {
    const page = await pages().insert({ id: freshId(), owner: 'a' });
    await pages().softRemove(page);
    const found = await pages().withDeleted().findByIdOrFail(page.id);
    expect(found.deletedAt).toEqual(page.deletedAt);
    await pages().restore(found);
    expect(found.deletedAt).toBeUndefined();
    expect(await binsOf(page.id)).not.toHaveProperty('del');
    expect((await pages().findById(page.id))?.version).toBe(3);
  });

  test('by id it tells whether there is a record', async () => {
    const { id } = await pages().insert({ id: freshId(), owner: 'a' });
    expect(await pages().softRemoveById(id)).toBe(true);
    expect(await pages().exists(id)).toBe(false);
    expect(await pages().restoreById(id)).toBe(true);
    expect(await pages().exists(id)).toBe(true);
    expect(await pages().softRemoveById(freshId())).toBe(false);
    expect(await pages().restoreById(freshId())).toBe(false);
  });

  test('a lost race is an OptimisticLockError', async () => {
    const page = await pages().insert({ id: freshId(), owner: 'a' });
    await pages().update(page.id, { text: 'theirs' });
    await expect(pages().softRemove(page)).rejects.toBeInstanceOf(OptimisticLockError);
    expect(page.deletedAt).toBeUndefined();
    await pages().removeById(page.id);
    await expect(pages().softRemove(page)).rejects.toMatchObject({ name: 'OptimisticLockError' });
  });

  test('an entity that was never loaded keeps what the record has', async () => {
    const { id } = await pages().insert({ id: freshId(), owner: 'a', text: 't' });
    const stranger = pages().create({ id });
    await pages().softRemove(stranger);
    expect(stranger).toMatchObject({ version: 2, deletedAt: expect.any(Date) as Date });
    expect(await binsOf(id)).toMatchObject({ owner: 'a', text: 't' });
  });

  test('remove() removes the record', async () => {
    const page = await pages().insert({ id: freshId(), owner: 'a' });
    await pages().softRemove(page);
    expect(await pages().remove(page)).toBe(true);
    expect(await pages().withDeleted().exists(page.id)).toBe(false);
  });

  test('a class without @DeletedAt refuses', async () => {
    const notes = running().dataSource.getRepository(Note);
    await expect(notes.softRemove(notes.create({ id: 1 }))).rejects.toBeInstanceOf(OptionError);
    await expect(notes.restoreById(1)).rejects.toThrow('needs a property with @DeletedAt()');
  });
});
