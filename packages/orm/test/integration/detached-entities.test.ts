import { Bin, Entity, Id, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_detached' })
class Page {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string', nullable: false }) title!: string;
  @Bin({ type: 'string' }) text?: string | null;
  @Bin({ type: 'int', default: 7 }) rank?: number | null;
}

/** Entities that were never read here, but name the version of a record: a client sent them back. */
eachServer({ entities: [Page] }, (running) => {
  const pages = () => running().dataSource.getRepository(Page);
  const client = () => running().dataSource.client;
  const binsOf = async (id: string) => (await client().get(['test', 'orm_detached', id])).bins;

  const ways = {
    save: (page: Page) => pages().save(page),
    saveMany: async (page: Page) => (await pages().saveMany([page])).throwIfFailed()[0]!,
  };

  test.each(['save', 'saveMany'] as const)('%s() changes only what they say', async (way) => {
    const { id } = await pages().insert({ id: freshId(), title: 'a', text: 'b', rank: 1 });
    await client().put(['test', 'orm_detached', id], { foreign: 1 });
    const page = pages().create({ id, version: 2, text: 'c' });
    await ways[way](page);
    expect(page.version).toBe(3);
    expect(await binsOf(id)).toEqual({ title: 'a', text: 'c', rank: 1, foreign: 1 });
    // From then on it is known as far as it was given.
    expect(pages().changed(page)).toEqual([]);
    page.text = null;
    await ways[way](page);
    expect(await binsOf(id)).toEqual({ title: 'a', rank: 1, foreign: 1 });
    const made = Object.assign(new Page(), { id, version: 4, rank: null });
    await ways[way](made);
    expect(await binsOf(id)).toEqual({ title: 'a', foreign: 1 });
  });

  test('another version, or none, is a lost race', async () => {
    const { id } = await pages().insert({ id: freshId(), title: 'a' });
    const old = pages().save(pages().create({ id, version: 5, text: 'c' }));
    await expect(old).rejects.toMatchObject({ reason: 'generation', expected: 5, actual: 1 });
    const gone = pages().save(pages().create({ id: freshId(), version: 5, text: 'c' }));
    await expect(gone).rejects.toMatchObject({ reason: 'missing' });
  });

  test('a copy that is inserted has its defaults', async () => {
    const { id } = await pages().insert(pages().create({ id: freshId(), version: 3, title: 'a' }));
    expect(await binsOf(id)).toEqual({ title: 'a', rank: 7 });
  });
});
