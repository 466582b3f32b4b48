import {
  Bin,
  Entity,
  ExpiresAt,
  Id,
  MappingError,
  OptionError,
  Ttl,
  Version,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'orm_lease' })
class Lease {
  @Id() id!: string;
  @ExpiresAt() endsAt?: Date | null | undefined;
  @Bin({ type: 'string' }) holder?: string;
}

@Entity({ set: 'orm_session', ttl: 5000, touchOnRead: true })
class Session {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) user?: string;
  @Bin({ type: 'int' }) hits?: number;
}

@Entity({ set: 'orm_session', ttl: 5000, touchOnRead: 80 })
class LazySession {
  @Id() id!: string;
  @Bin({ type: 'string' }) user?: string;
}

@Entity({ set: 'orm_lease' })
class Timed {
  @Id() id!: string;
  @Ttl() ttl?: number;
  @Bin({ type: 'string' }) text?: string;
}

const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

eachServer({ entities: [Lease, Session, LazySession, Timed] }, (running) => {
  const leases = () => running().dataSource.getRepository(Lease);
  const sessions = () => running().dataSource.getRepository(Session);
  const lazy = () => running().dataSource.getRepository(LazySession);
  const client = () => running().dataSource.client;
  const ttlOf = async (id: string, set = 'orm_lease') =>
    (await client().get(['test', set, id])).meta.ttl;

  describe('@ExpiresAt', () => {
    test('is the end of the record, and comes back as a date', async () => {
      const endsAt = inSeconds(500);
      const lease = await leases().insert({ id: freshId(), holder: 'a', endsAt });
      expect(lease.endsAt).toBe(endsAt);
      expect(await ttlOf(lease.id)).toBeGreaterThan(497);
      expect(await ttlOf(lease.id)).toBeLessThanOrEqual(501);
      const found = await leases().findByIdOrFail(lease.id);
      expect(Math.abs(found.endsAt!.getTime() - endsAt.getTime())).toBeLessThan(3000);
    });

    test('stays when something else is saved, and moves when it is assigned', async () => {
      const { id } = await leases().insert({ id: freshId(), holder: 'a', endsAt: inSeconds(500) });
      const lease = await leases().findByIdOrFail(id);
      lease.holder = 'b';
      await leases().save(lease);
      expect(await ttlOf(id)).toBeLessThanOrEqual(501);
      expect(await ttlOf(id)).toBeGreaterThan(490);
      lease.endsAt = inSeconds(9000);
      await leases().save(lease);
      expect(await ttlOf(id)).toBeGreaterThan(8990);
      await leases().save(lease, { ttl: 100 });
      expect(await ttlOf(id)).toBeLessThanOrEqual(100);
      expect(lease.endsAt.getTime()).toBeLessThanOrEqual(inSeconds(101).getTime());
      lease.endsAt = undefined;
      await leases().save(lease);
      expect((await leases().findByIdOrFail(id)).endsAt).toBeUndefined();
      const { meta } = await client().get(['test', 'orm_lease', id]);
      expect(meta.ttl === -1 || meta.ttl > 1e9).toBe(true);
    });

    test('that is assigned counts as changed, which saving writes', async () => {
      const { id } = await leases().insert({ id: freshId(), holder: 'a', endsAt: inSeconds(500) });
      const lease = await leases().findByIdOrFail(id);
      expect(leases().changed(lease)).toEqual([]);
      lease.endsAt = inSeconds(900);
      expect(leases().changed(lease)).toEqual(['endsAt']);
      await leases().save(lease);
      expect(leases().changed(lease)).toEqual([]);
      lease.endsAt = null;
      expect(leases().changed(lease)).toEqual(['endsAt']);
      const timed = running().dataSource.getRepository(Timed);
      const one = await timed.insert({ id: freshId(), ttl: 500, text: 'a' });
      one.ttl = 700;
      one.text = 'b';
      expect(timed.changed(one)).toEqual(['text', 'ttl']);
      await timed.save(one);
      expect(timed.changed(one)).toEqual([]);
    });

    test.each([
      ['over', () => inSeconds(-1), /is over/],
      ['too far', () => inSeconds(400_000_000), /more than ten years/],
      ['no date', () => '2030-01-01' as never, /must be a Date/],
      ['an invalid date', () => new Date(Number.NaN), /must be a Date/],
    ])('that is %s is refused before anything is sent', async (_what, endsAt, message) => {
      const lease = leases().create({ id: freshId(), holder: 'a', endsAt: endsAt() });
      await expect(leases().save(lease)).rejects.toThrow(message);
      await expect(leases().insertMany([lease])).rejects.toBeInstanceOf(MappingError);
      expect(await leases().exists(lease.id)).toBe(false);
    });
  });

  describe('touchOnRead', () => {
    test('true gives the entity its ttl anew with every read by id, in one round trip', async () => {
      const id = freshId();
      await sessions().insert({ id, user: 'a' }, { ttl: 100 });
      const get = jest.spyOn(client(), 'get');
      const operate = jest.spyOn(client(), 'operate');
      const found = await sessions().findByIdOrFail(id);
      expect([get.mock.calls.length, operate.mock.calls.length]).toEqual([0, 1]);
      get.mockRestore();
      operate.mockRestore();
      expect(found).toEqual(Object.assign(new Session(), { id, user: 'a', version: 2 }));
      expect(await ttlOf(id, 'orm_session')).toBeGreaterThan(4990);
      found.user = 'b';
      await sessions().save(found);
      expect(found.version).toBe(3);
    });

    test('works with select, for several ids, and for what is not there', async () => {
      const id = freshId();
      await sessions().insert({ id, user: 'a', hits: 1 }, { ttl: 100 });
      const part = await sessions().findById(id, { select: ['user', 'hits'] });
      expect(part).toMatchObject({ id, user: 'a', hits: 1 });
      await client().put(['test', 'orm_session', id], { user: 'b' }, { ttl: 100 });
      const [found, missing] = await sessions().findByIds([id, freshId()]);
      expect(found).toMatchObject({ user: 'b', hits: 1, version: 4 });
      expect(missing).toBeNull();
      expect(await ttlOf(id, 'orm_session')).toBeGreaterThan(4990);
      const absent = freshId();
      expect(await sessions().findById(absent)).toBeNull();
      expect(await sessions().exists(absent)).toBe(false);
    });

    test('is left out by the call, by exists() and by mutate()', async () => {
      const id = freshId();
      await sessions().insert({ id, user: 'a' }, { ttl: 100 });
      expect((await sessions().findByIdOrFail(id, { touch: false })).version).toBe(1);
      await sessions().exists(id);
      expect(await ttlOf(id, 'orm_session')).toBeLessThanOrEqual(100);
      const mutated = await sessions().mutate(id, (session) => {
        session.hits = 1;
      });
      expect(mutated.version).toBe(2);
    });

    test('a number is the server’s own setting', async () => {
      const id = freshId();
      await lazy().insert({ id, user: 'a' });
      const get = jest.spyOn(client(), 'get');
      await lazy().findByIdOrFail(id);
      await lazy().findByIdOrFail(id, { touch: 50 });
      await lazy().findByIdOrFail(id, { touch: false });
      const asked = get.mock.calls.map(([, policy]) => policy?.readTouchTtlPercent);
      get.mockRestore();
      expect(asked).toEqual([80, 50, undefined]);
      expect((await lazy().findByIds([id]))[0]?.user).toBe('a');
    });

    test('true prolongs with operations that only read, under the version of an entity', async () => {
      const id = freshId();
      const session = await sessions().insert({ id, user: 'a', hits: 1 }, { ttl: 100 });
      const result = await sessions().operate(id, (r) => ({ user: r.user.get() }));
      expect(result).toEqual({ user: 'a' });
      expect(result.$version).toBe(2);
      expect(await ttlOf(id, 'orm_session')).toBeGreaterThan(4990);
      const late = sessions().operate(session, (r) => ({ user: r.user.get() }));
      await expect(late).rejects.toMatchObject({ reason: 'generation' });
      await sessions().reload(session);
      const { $version } = await sessions().operate(session, (r) => ({ user: r.user.get() }));
      expect(session.version).toBe($version);
      session.hits = 2;
      await sessions().save(session);
      const absent = sessions().operate(freshId(), (r) => ({ user: r.user.get() }));
      await expect(absent).rejects.toMatchObject({ name: 'EntityNotFoundError' });
    });

    test('true prolongs with operations on several records, and in a mixed batch', async () => {
      const ids = [freshId(), freshId()];
      for (const id of ids) await sessions().insert({ id, user: 'a' }, { ttl: 100 });
      const many = await sessions().operateMany([ids[0]!], (r) => ({ user: r.user.get() }));
      expect(many.throwIfFailed()).toEqual([{ user: 'a' }]);
      const mixed = await running()
        .dataSource.batch()
        .operate(Session, ids[1]!, (r) => ({ user: r.user.get() }))
        .run();
      expect(mixed.throwIfFailed()).toEqual([{ user: 'a' }]);
      for (const id of ids) expect(await ttlOf(id, 'orm_session')).toBeGreaterThan(4990);
    });

    test('a number goes with operations that only read', async () => {
      const id = freshId();
      await lazy().insert({ id, user: 'a' });
      const operate = jest.spyOn(client(), 'operateOrdered');
      const batch = jest.spyOn(client(), 'batch');
      await lazy().operate(id, (r) => ({ user: r.user.get() }));
      await lazy().operate(id, (r) => ({ user: r.user.set('b') }));
      await lazy().operateMany([id], (r) => ({ user: r.user.get() }));
      const asked = [
        ...operate.mock.calls.map(([, , , policy]) => policy),
        ...batch.mock.calls.map(([, policy]) => policy),
      ].map((policy) => policy?.readTouchTtlPercent);
      operate.mockRestore();
      batch.mockRestore();
      expect(asked).toEqual([80, undefined, 80]);
    });

    test('nonsense is refused', async () => {
      for (const touch of [0, 101, 1.5, 'yes' as never]) {
        await expect(lazy().findById('x', { touch })).rejects.toBeInstanceOf(OptionError);
      }
      await expect(leases().findById('x', { touch: true })).rejects.toThrow('would move the end');
    });
  });
});
