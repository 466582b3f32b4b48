import { Bin, Embedded, Entity, Id, ListBin, MapBin, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Place {
  @Bin({ name: 'c', type: 'string' }) city?: string;
  @Bin({ type: 'int' }) floor?: number;
}

@Entity({ set: 'orm_order_by' })
class Visit {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) run?: string;
  @Embedded(() => Place) at?: Place;
  @Embedded(() => Place, { as: 'list' }) from?: Place;
  @Embedded(() => Place, { as: 'bins', prefix: 't_' }) to?: Place;
  @ListBin(() => 'int') marks?: number[];
  @MapBin(() => 'int') counts?: Map<string, number>;
}

eachServer({ entities: [Visit], scans: 'allow' }, (running) => {
  const visits = () => running().dataSource.getRepository(Visit);

  test('entities are sorted by what is inside embedded objects, lists and maps', async () => {
    const run = freshId();
    const place = (city: string, floor: number) => Object.assign(new Place(), { city, floor });
    const made = [
      { at: place('b', 1), from: place('x', 3), to: place('m', 2), marks: [1, 9], n: 2 },
      { at: place('a', 1), from: place('x', 1), to: place('n', 2), marks: [3, 7], n: 3 },
      { at: place('c', 2), from: place('x', 2), to: place('o', 1), marks: [2, 8], n: 1 },
    ];
    for (const [at, { n, ...rest }] of made.entries()) {
      const counts = new Map([['n', n]]);
      await visits().insert({ id: `${run}${at}`, run, counts, ...rest });
    }
    await visits().insert({ id: `${run}3`, run });
    const query = visits().query().where({ run }).limit(9);
    const sorted = async (ordered: typeof query) =>
      (await ordered.all()).map(({ id }) => id.slice(run.length)).join('');
    expect(await sorted(query.orderBy((f) => f.at.city))).toBe('1023');
    expect(await sorted(query.orderBy((f) => f.at.city, 'desc'))).toBe('2013');
    expect(await sorted(query.orderBy((f) => f.from.floor))).toBe('1203');
    const twice = query.orderBy((f) => f.to.floor).orderBy((f) => f.to.city, 'desc');
    expect(await sorted(twice)).toBe('2103');
    expect(await sorted(query.orderBy((f) => f.marks.at(-1)))).toBe('1203');
    expect(await sorted(query.orderBy((f) => f.counts.key('n')))).toBe('2013');
    const rows = await query
      .orderBy((f) => f.at.city)
      .select('run')
      .all();
    expect(rows.map(({ id }) => id.slice(run.length)).join('')).toBe('1023');
    const values = await query
      .orderBy((f) => f.at.city)
      .project((f) => ({ floor: f.from.floor }))
      .all();
    expect(values.map(({ floor }) => floor)).toEqual([1, 3, 2, undefined]);
  });

  test('what no bin holds, and what has no order, is refused', () => {
    const query = visits().query();
    expect(() => query.orderBy((f) => f.at.floor.add(1))).toThrow(
      /^Visit\.orderBy: takes a property/,
    );
    expect(() => query.orderBy((f) => f.$.ttl())).toThrow(/^Visit\.orderBy: /);
    expect(() => query.orderBy((f) => f.marks as never)).toThrow(
      /Visit\.marks: a list has no order/,
    );
  });
});
