import {
  Bin,
  DeletedAt,
  Embedded,
  Entity,
  GeoBin,
  Id,
  Index,
  ListBin,
  MetadataError,
  type Root,
} from '../../src/index.js';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import { declaredSindexes } from '../../src/sindex/declared-sindex.js';
import { eachServer } from './each-server.js';

const set = `orm_part_${process.pid}`;
const where = (f: Root<Task>) => f.status.eq('new');

class Place {
  @Bin({ type: 'string' })
  @Index({ where: (f: Root<Task>) => f.rank.gt(3) })
  city?: string;
}

@Entity({ set })
class Task {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) status?: string;
  @Bin({ type: 'int' }) @Index({ where }) rank?: number;
  @Bin({ type: 'string' })
  @Index({ where: (f: Root<Task>) => f.deletedAt.isNull() })
  owner?: string;
  @ListBin(() => 'string') @Index({ where, name: `${set}_tags` }) tags?: string[];
  @GeoBin() @Index({ where }) spot?: { type: 'Point'; coordinates: number[] };
  @Embedded(() => Place) place?: Place;
  @DeletedAt({ name: 'gone' }) deletedAt?: Date;
}

eachServer({ entities: [Task] }, (running) => {
  const tasks = () => running().dataSource.getRepository(Task);
  const idsOf = async (query: { ids(): Promise<readonly unknown[]> }) =>
    (await query.ids()).map(Number).sort((a, b) => a - b);

  beforeAll(async () => {
    const all = Array.from({ length: 12 }, (_, id) =>
      tasks().create({
        id,
        rank: id,
        owner: `o${id % 2}`,
        tags: ['all', `t${id % 3}`],
        spot: { type: 'Point', coordinates: [id, id] },
        place: Object.assign(new Place(), { city: `c${id % 2}` }),
        ...(id === 11 ? {} : { status: id % 2 === 0 ? 'new' : 'done' }),
      }),
    );
    (await tasks().saveMany(all)).throwIfFailed();
    await tasks().softRemoveById(9);
  });

  afterAll(async () => {
    for (const { name } of tasks().metadata.indexes) {
      await running().dataSource.schema.dropIndex(name);
    }
    const keys = Array.from({ length: 12 }, (_, id) => ['test', set, id] as const);
    await running().dataSource.client.batchRemove(keys as never);
  });

  test('is on the server as declared, and the schema has nothing to do', async () => {
    const diff = await running().dataSource.schema.diff();
    expect(diff).toMatchObject({ create: [], drop: [], mismatched: [], renamed: [] });
    const listed = await running().dataSource.client.indexList('test');
    const own = listed.filter((sindex) => sindex.set === set);
    expect(own.map(({ name }) => name).sort()).toEqual([
      `${set}_owner_where`,
      `${set}_place_city_where`,
      `${set}_rank_where`,
      `${set}_spot_where`,
      `${set}_tags`,
    ]);
    expect(own.every(({ bin, expression }) => bin === null && expression !== null)).toBe(true);
  });

  test('serves queries that have its condition', async () => {
    const query = tasks()
      .query()
      .where((f) => f.status.eq('new').and(f.rank.between(3, 8)));
    const plan = await query.explain();
    expect(plan).toMatchObject({ access: 'sindex', index: `${set}_rank_where` });
    expect(plan.text).toContain('where');
    expect(await idsOf(query)).toEqual([4, 6, 8]);
    expect(await query.count()).toBe(3);
  });

  test('follows what is written', async () => {
    const query = tasks().query().where({ status: 'new', rank: 3 });
    expect(await idsOf(query)).toEqual([]);
    await tasks().update(3, { status: 'new' });
    expect(await idsOf(query)).toEqual([3]);
    await tasks().update(3, { status: null });
    expect(await idsOf(query)).toEqual([]);
    await tasks().update(3, { status: 'done' });
  });

  test('does not serve queries without it', async () => {
    for (const query of [
      tasks()
        .query()
        .where((f) => f.rank.between(3, 8)),
      tasks()
        .query()
        .where((f) => f.rank.between(3, 8).and(f.status.ne('new'))),
      tasks()
        .query()
        .where((f) => f.status.eq('new').or(f.rank.eq(3))),
    ]) {
      expect((await query.explain()).access).toBe('scan');
    }
    const whole = tasks()
      .query()
      .where((f) => f.rank.between(3, 4))
      .allowScan('test');
    expect(await idsOf(whole)).toEqual([3, 4]);
  });

  test('serves conditions that say more than it, and branches inside it', async () => {
    const narrower = tasks()
      .query()
      .where((f) => f.rank.gt(5).and(f.place.city.eq('c0')));
    expect(await narrower.explain()).toMatchObject({ index: `${set}_place_city_where` });
    expect(await idsOf(narrower)).toEqual([6, 8, 10]);
    const wider = tasks()
      .query()
      .where((f) => f.rank.gt(2).and(f.place.city.eq('c0')));
    expect((await wider.explain()).access).toBe('scan');
    const branches = tasks()
      .query()
      .where((f) => f.status.eq('new').and(f.rank.in([2, 3, 4]).or(f.rank.gt(9))));
    expect((await branches.explain()).access).toBe('sindex-merge');
    expect(await idsOf(branches)).toEqual([2, 4, 10]);
  });

  test('serves lists, places and what is not removed', async () => {
    const tagged = tasks()
      .query()
      .where((f) => f.tags.includes('t1').and(f.status.eq('new')));
    expect(await tagged.explain()).toMatchObject({ index: `${set}_tags` });
    expect(await idsOf(tagged)).toEqual([4, 10]);
    const near = tasks()
      .query()
      .where((f) => f.status.eq('new').and(f.spot.within({ center: [0, 0], radiusM: 700_000 })));
    expect(await near.explain()).toMatchObject({ index: `${set}_spot_where` });
    expect(await idsOf(near)).toEqual([0, 2, 4]);
    const owned = tasks().query().where({ owner: 'o1' });
    expect(await owned.explain()).toMatchObject({ index: `${set}_owner_where` });
    expect(await idsOf(owned)).toEqual([1, 3, 5, 7, 11]);
    expect((await owned.withDeleted().explain()).access).toBe('scan');
  });

  test('serves pages and jobs', async () => {
    const found: number[] = [];
    let cursor: string | null = null;
    do {
      const page = await tasks()
        .query()
        .where((f) => f.status.eq('new').and(f.rank.in([2, 4, 5, 6])))
        .page({ size: 2, cursor });
      found.push(...page.items.map(({ id }) => id));
      ({ cursor } = page);
    } while (cursor !== null);
    expect(found.toSorted((a, b) => a - b)).toEqual([2, 4, 6]);
    const job = await tasks()
      .query()
      .where((f) => f.status.eq('new').and(f.rank.eq(10)))
      .updateAll((r) => ({ owner: r.owner.set('mine') }));
    expect(job.plan).toMatchObject({ index: `${set}_rank_where` });
    await job.wait();
    expect((await tasks().findByIdOrFail(10)).owner).toBe('mine');
    await tasks().update(10, { owner: 'o0' });
  });
});

test('a condition on what changes without a write is refused', () => {
  @Entity({ set })
  class Fleeting {
    @Id() id!: string;
    @Bin({ type: 'int' }) @Index({ where: (f: Root<Fleeting>) => f.$.ttl().gt(5) }) n?: number;
  }
  const declare = () => declaredSindexes([getEntityMetadata<object>(Fleeting)], 'test');
  expect(declare).toThrow(MetadataError);
  expect(declare).toThrow(/Fleeting.n: where of @Index .* may change without a write/);
});

test('a condition that is no function is refused', () => {
  @Entity({ set })
  class Wrong {
    @Id() id!: string;
    @Bin({ type: 'int' }) @Index({ where: 'status' as never }) n?: number;
  }
  expect(() => getEntityMetadata(Wrong)).toThrow(/where of @Index takes a function/);
});
