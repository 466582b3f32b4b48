import {
  Bin,
  Computed,
  Embedded,
  Entity,
  Id,
  ListBin,
  MapBin,
  type NumberWriter,
  type RecordOps,
  type Root,
  Ttl,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

class Place {
  @Bin({ type: 'string', nullable: false }) city!: string;
  @Bin({ type: 'string' }) street?: string | null;
}

@Entity({ set: 'orm_operate_refusals' })
class Stand {
  @Id() id!: string;
  @Bin({ type: 'string', nullable: false }) name!: string | null;
  @Bin({ type: 'int' }) n?: number;
  @Embedded(() => Place, { nullable: false }) place!: Place | null;
  @ListBin(() => Place, { nullable: false }) places!: Place[];
  @MapBin(() => 'int', { nullable: false }) counts!: Map<string, number>;
}

@Entity({ set: 'orm_operate_refusals' })
class Header {
  @Id({ storeAsBin: 'pk' }) id!: string;
  @Version() version?: number;
  @Ttl() secondsLeft?: number;
  @Bin({ type: 'int' }) n!: number;
  @Computed((f: Root<Header>) => f.n.mul(2)) readonly twice?: number;
  get label(): string {
    return `${this.id} ${this.n}`;
  }
}

eachServer({ entities: [Stand, Header] }, (running) => {
  const stands = () => running().dataSource.getRepository(Stand);
  const place = { city: 'Ulm', street: 'A' };
  const made = () =>
    stands().insert({
      id: freshId(),
      name: 'a',
      n: 1,
      place,
      places: [place],
      counts: new Map([['a', 1]]),
    });

  test('what is declared nullable: false cannot be taken away', async () => {
    const { id } = await made();
    const needed = /is declared nullable: false and must have a value/;
    // An operation of the record that would be refused is refused while it is built.
    const refused = [
      () => stands().operate(id, (r) => ({ x: r.name.unset() })),
      () => stands().operate(id, (r) => ({ x: r.name.set(null as never) })),
      () => stands().operate(id, (r) => ({ x: r.place.unset() })),
      () => stands().operate(id, (r) => ({ x: r.place.city.unset() })),
      () => stands().operate(id, (r) => ({ x: r.places.item(0).city.unset() })),
      () => stands().operate(id, (r) => ({ x: r.counts.unset() })),
      () => stands().operateMany([id], (r) => ({ x: r.name.unset() })),
    ];
    for (const call of refused) await expect((async () => call())()).rejects.toThrow(needed);
    const stand = await stands().findByIdOrFail(id);
    expect(stand).toMatchObject({ name: 'a', place });
    await stands().save(Object.assign(stand, { n: 2 }));
  });

  test('what it contains can', async () => {
    const { id } = await made();
    await stands().operate(id, (r) => ({
      street: r.place.street.set(null as never),
      first: r.places.item(0).unset(),
      a: r.counts.in('a').unset(),
      n: r.n.unset(),
    }));
    const stand = await stands().findByIdOrFail(id);
    expect(stand.places).toEqual([]);
    expect(stand.counts.size).toBe(0);
    expect(stand.n).toBeUndefined();
  });

  test.each<[property: string, message: RegExp]>([
    ['id', /^Header\.id: is the id/],
    ['version', /^Header\.version: is the version/],
    ['secondsLeft', /^Header\.secondsLeft: is the ttl/],
    ['twice', /^Header\.twice: is computed by the server/],
    ['label', /^Header\.label: is not a mapped property/],
  ])('%s is written by no operation and no patch', async (property, message) => {
    const headers = running().dataSource.getRepository(Header);
    const id = freshId();
    await headers.insert({ id, n: 1 });
    // The types refuse it, too.
    const build = (r: RecordOps<Header>) => ({
      x: (r as unknown as Record<string, NumberWriter<number>>)[property]!.set(5),
    });
    const query = () => headers.query().where((f) => f.id.eq(id));
    const calls = [
      async () => headers.operate(id, build),
      async () => headers.operateMany([id], build),
      async () => query().updateAll(build),
      async () => query().allowScan('test').updateAll(build),
      async () => headers.update(id, { [property]: 5 }),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow(message);
    const key = ['test', 'orm_operate_refusals', id] as const;
    expect((await running().dataSource.client.get(key)).bins).toEqual({ pk: id, n: 1 });
    expect((await headers.findByIdOrFail(id)).version).toBe(1);
  });

  test('a result cannot have the name of the version', async () => {
    const { id } = await made();
    const call = async () => stands().operate(id, (r) => ({ $version: r.n.get() }) as never);
    await expect(call()).rejects.toThrow(/'\$version' is the version in the result/);
  });

  test('an operation whose result cannot be read says that it was carried out', async () => {
    const stand = await made();
    const { id } = stand;
    const max = Number.MAX_SAFE_INTEGER;
    await stands().update(id, { n: max });
    const failed = { name: 'MappingError', path: 'Stand.n', inDoubt: true };
    const byId = stands().operate(id, (r) => ({ n: r.n.inc(5) }));
    await expect(byId).rejects.toMatchObject(failed);
    await expect(byId).rejects.toThrow(/^Stand\.n: the record was written, but what it holds/);
    await expect(stands().operate(stand, (r) => ({ n: r.n.inc(5) }))).rejects.toMatchObject(failed);
    const { items } = await stands().operateMany([id], (r) => ({ n: r.n.inc(5) }));
    expect(items).toMatchObject([{ status: 'failed', inDoubt: true, error: failed }]);
    const { bins } = await running().dataSource.client.get(['test', 'orm_operate_refusals', id]);
    expect(bins['n']).toBe(BigInt(max) + 15n);
  });
});
