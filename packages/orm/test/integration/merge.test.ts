import {
  Bin,
  Embedded,
  Entity,
  Id,
  ListBin,
  OptimisticLockError,
  UpdatedAt,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Spot {
  @Bin({ type: 'string' }) city?: string;
  @Bin({ type: 'string' }) zip?: string;
}

@Entity({ set: 'orm_doc' })
class Doc {
  @Id() id!: string;
  @Version() version?: number;
  @UpdatedAt() updatedAt?: Date;
  @Bin({ type: 'string' }) title?: string | null;
  @Bin({ type: 'int' }) views?: number;
  @ListBin(() => 'string') tags?: string[];
  @Embedded(() => Spot, { as: 'bins', prefix: 's_' }) spot?: Spot;
}

eachServer({ entities: [Doc] }, (running) => {
  const docs = () => running().dataSource.getRepository(Doc);
  const client = () => running().dataSource.client;
  const binsOf = async (id: string) => (await client().get(['test', 'orm_doc', id])).bins;

  async function loaded(): Promise<Doc> {
    const doc = docs().create({ id: freshId(), title: 't', views: 1, tags: ['a'] });
    doc.spot = Object.assign(new Spot(), { city: 'Oslo', zip: '1' });
    return docs().insert(doc);
  }

  test('changes of different properties are merged into the entity and the record', async () => {
    const doc = await loaded();
    await docs().update(doc.id, { views: 9, tags: null });
    doc.title = 'mine';
    await docs().save(doc, { merge: 'disjoint' });
    expect(doc).toMatchObject({ title: 'mine', views: 9, version: 3 });
    expect(doc.tags).toBeUndefined();
    expect(await binsOf(doc.id)).toMatchObject({ title: 'mine', views: 9, s_city: 'Oslo' });
    expect(docs().changed(doc)).toEqual([]);
  });

  test('parts of an object that is spread over bins are merged', async () => {
    const doc = await loaded();
    await client().put(['test', 'orm_doc', doc.id], { s_zip: '2' });
    doc.spot!.city = 'Bergen';
    await docs().save(doc, { merge: 'disjoint' });
    expect(doc.spot).toEqual({ city: 'Bergen', zip: '2' });
    expect(await binsOf(doc.id)).toMatchObject({ s_city: 'Bergen', s_zip: '2' });
  });

  test('a property that both changed is named, and nothing happens', async () => {
    const doc = await loaded();
    await docs().update(doc.id, { title: 'theirs', views: 2 });
    doc.title = 'mine';
    doc.tags?.push('b');
    const failure = await docs()
      .save(doc, { merge: 'disjoint' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OptimisticLockError);
    expect(failure).toMatchObject({ reason: 'generation', properties: ['title'], id: doc.id });
    expect((failure as Error).message).toContain('both changed title');
    expect(doc).toMatchObject({ title: 'mine', views: 1, version: 1 });
    expect(await binsOf(doc.id)).toMatchObject({ title: 'theirs', tags: ['a'] });
  });

  test('a part of an entity is merged with what is known of it', async () => {
    const { id } = await loaded();
    const doc = (await docs().findByIdOrFail(id, { select: ['title'] })) as Doc;
    await docs().update(id, { views: 5 });
    doc.title = 'mine';
    await docs().save(doc, { merge: 'disjoint' });
    expect(doc.views).toBeUndefined();
    expect(await binsOf(id)).toMatchObject({ title: 'mine', views: 5 });
  });

  test('a record that is gone is no conflict of properties', async () => {
    const doc = await loaded();
    await docs().removeById(doc.id);
    doc.title = 'mine';
    const saving = docs().save(doc, { merge: 'disjoint' });
    await expect(saving).rejects.toMatchObject({ reason: 'missing' });
  });

  test('two writers of different properties lose nothing', async () => {
    const { id } = await loaded();
    const write = async (change: (doc: Doc, n: number) => void): Promise<void> => {
      const doc = await docs().findByIdOrFail(id);
      for (let n = 1; n <= 25; n++) {
        change(doc, n);
        await docs().save(doc, { merge: 'disjoint' });
      }
    };
    await Promise.all([
      write((doc, n) => (doc.title = `t${n}`)),
      write((doc, n) => (doc.views = n + 100)),
      write((doc, n) => doc.tags?.push(`${n}`)),
    ]);
    const found = await docs().findByIdOrFail(id);
    expect(found).toMatchObject({ title: 't25', views: 125, version: 76 });
    expect(found.tags).toHaveLength(26);
  });
});
