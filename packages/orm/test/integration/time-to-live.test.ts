import { Bin, Entity, ExpiresAt, Id, ListBin, Ttl, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_ttl_class', ttl: 5000 })
class Session {
  @Id() id!: string;
  @Bin({ type: 'int' }) n?: number;
}

@Entity({ set: 'orm_ttl_own' })
class Lease {
  @Id() id!: string;
  @Version() version?: number;
  @Ttl() ttl?: number;
  @Bin({ type: 'int' }) n?: number;
  @ListBin(() => 'int') list?: number[];
}

@Entity({ set: 'orm_ttl_own' })
class Offer {
  @Id() id!: string;
  @ExpiresAt() endsAt?: Date;
  @Bin({ type: 'int' }) n?: number;
}

eachServer({ entities: [Session, Lease, Offer] }, (running) => {
  const sessions = () => running().dataSource.getRepository(Session);
  const leases = () => running().dataSource.getRepository(Lease);
  const offers = () => running().dataSource.getRepository(Offer);
  const client = () => running().dataSource.client;
  const ttlOf = async (set: string, id: string) => (await client().get(['test', set, id])).meta.ttl;

  /** A background job, and the batch that works on ids. */
  const jobs = (id: string, n: number) => ({
    'a job': sessions().query().where({ n }).allowScan('test'),
    ids: sessions().query().where({ id }),
  });

  test.each(['a job', 'ids'] as const)(
    'updateAll() by %s gives the ttl of the class',
    async (way) => {
      const n = Math.floor(Math.random() * 2 ** 40);
      const { id } = await sessions().insert({ id: freshId(), n });
      const left = () => ttlOf('orm_ttl_class', id);
      await client().touch(['test', 'orm_ttl_class', id], 100);
      await (await jobs(id, n)[way].updateAll((r) => ({ n: r.n.set(n) }))).wait();
      expect(await left()).toBeGreaterThan(4900);
      expect(await left()).toBeLessThanOrEqual(5000);
      // What the operations say counts.
      await (await jobs(id, n)[way].updateAll((r) => ({ n: r.n.set(n), t: r.$.touch(60) }))).wait();
      expect(await left()).toBeLessThanOrEqual(60);
      await (await jobs(id, n)[way].removeAll()).wait();
      expect(await sessions().exists(id)).toBe(false);
    },
  );

  const writes: Record<string, (id: string) => Promise<unknown>> = {
    update: (id) => leases().update(id, { n: 2 }),
    upsert: (id) => leases().upsert({ id, n: 2 }),
    'upsert of an entity': (id) => leases().upsert(leases().create({ id, n: 2 })),
    operate: (id) => leases().operate(id, (r) => ({ n: r.n.set(2) })),
    operateMany: (id) => leases().operateMany([id], (r) => ({ n: r.n.set(2) })),
    'a batch': (id) =>
      running()
        .dataSource.batch()
        .operate(Lease, id, (r) => ({ n: r.n.set(2) }))
        .run(),
    'a handle': (id) => leases().list(id, 'list').push(1),
    'save of an entity with a version': (id) =>
      leases().save(leases().create({ id, version: 1, n: 2 })),
    updateAll: async (id) => {
      const job = await leases()
        .query()
        .where({ id })
        .updateAll((r) => ({ n: r.n.set(2) }));
      return job.wait();
    },
  };

  test.each(Object.keys(writes))(
    '%s leaves a record of a class with @Ttl the end that it has',
    async (way) => {
      const { id } = await leases().insert({ id: freshId(), n: 1, ttl: 300 });
      await writes[way]!(id);
      const left = await ttlOf('orm_ttl_own', id);
      expect(left).toBeGreaterThan(290);
      expect(left).toBeLessThanOrEqual(300);
    },
  );

  test('so does a write of a class with @ExpiresAt, unless the call says otherwise', async () => {
    const id = freshId();
    await offers().insert({ id, n: 1, endsAt: new Date(Date.now() + 300_000) });
    await offers().update(id, { n: 2 });
    expect(await ttlOf('orm_ttl_own', id)).toBeGreaterThan(290);
    await offers().update(id, { n: 3 }, { ttl: 900 });
    expect(await ttlOf('orm_ttl_own', id)).toBeGreaterThan(890);
    await offers().update(id, { n: 3 }, { ttl: 'never' });
    expect((await offers().findByIdOrFail(id)).endsAt).toBeUndefined();
  });

  test('a record that such a write makes has the end that the namespace gives', async () => {
    const id = freshId();
    await leases().operate(id, (r) => ({ n: r.n.set(2) }));
    const other = freshId();
    await client().put(['test', 'orm_ttl_own', other], { n: 1 });
    expect(await ttlOf('orm_ttl_own', id)).toBe(await ttlOf('orm_ttl_own', other));
  });

  test('touch() without a time gives that of the class, else that of the namespace', async () => {
    const { id } = await leases().insert({ id: freshId(), n: 1, ttl: 300 });
    await leases().touch(id, 700);
    expect(await ttlOf('orm_ttl_own', id)).toBeGreaterThan(690);
    await leases().touch(id);
    const other = freshId();
    await client().put(['test', 'orm_ttl_own', other], { n: 1 });
    expect(await ttlOf('orm_ttl_own', id)).toBe(await ttlOf('orm_ttl_own', other));
  });
});
