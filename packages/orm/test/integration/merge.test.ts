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

@Entity({
  set: 'orm_named',
  schemaVersion: 2,
  migrate: {
    1: ({ name, ...bins }) => {
      const [first = '', last = ''] = (name as string).split(' ');
      return { ...bins, first, last };
    },
  },
})
class Named {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) first?: string;
  @Bin({ type: 'string' }) last?: string;
  @Bin({ type: 'int', default: 0 }) views?: number;
  @Bin({ type: 'string', select: false }) secret?: string;
}

eachServer({ entities: [Doc, Named] }, (running) => {
  const docs = () => running().dataSource.getRepository(Doc);
  const people = () => running().dataSource.getRepository(Named);
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

  describe('a record of an older version', () => {
    const nowOf = async (id: string) => (await client().get(['test', 'orm_named', id])).bins;

    async function older(): Promise<Named> {
      const id = freshId();
      await client().put(['test', 'orm_named', id], { name: 'Ann Lee', secret: 's' });
      return people().findByIdOrFail(id);
    }

    test('is merged with one that somebody else has migrated meanwhile', async () => {
      const person = await older();
      const theirs = await people().findByIdOrFail(person.id);
      theirs.first = 'Bea';
      await people().save(theirs);
      person.last = 'Moe';
      await people().save(person, { merge: 'disjoint' });
      expect(person).toMatchObject({ first: 'Bea', last: 'Moe', version: 3 });
      expect(people().changed(person)).toEqual([]);
      const bins = { first: 'Bea', last: 'Moe', secret: 's', _v: 2 };
      expect(await nowOf(person.id)).toEqual(bins);
    });

    test('is merged with one that is still of the older version', async () => {
      const person = await older();
      await client().put(['test', 'orm_named', person.id], { name: 'Bea Lee', views: 4 });
      person.last = 'Moe';
      await people().save(person, { merge: 'disjoint' });
      expect(person).toMatchObject({ first: 'Bea', last: 'Moe', views: 4 });
      const bins = { first: 'Bea', last: 'Moe', views: 4, secret: 's', _v: 2 };
      expect(await nowOf(person.id)).toEqual(bins);
    });

    test('names what both changed of its present form', async () => {
      const person = await older();
      await client().put(['test', 'orm_named', person.id], { name: 'Ann Poe' });
      person.last = 'Moe';
      const saving = people().save(person, { merge: 'disjoint' });
      await expect(saving).rejects.toMatchObject({ reason: 'generation', properties: ['last'] });
      expect(person).toMatchObject({ first: 'Ann', last: 'Moe' });
    });
  });

  test('a property that is not read by default stays in an entity that has it', async () => {
    const person = people().create({ id: freshId(), first: 'Ann', secret: 's' });
    await people().insert(person);
    await people().update(person.id, { last: 'Lee', secret: 't' });
    person.first = 'Bea';
    await people().save(person, { merge: 'disjoint' });
    expect(person).toMatchObject({ first: 'Bea', last: 'Lee', secret: 't' });
  });
});
