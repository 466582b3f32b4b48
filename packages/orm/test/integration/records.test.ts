import {
  EntityNotFoundError,
  FilteredOutError,
  MappingError,
  OptimisticLockError,
  OptionError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { Address, entities, freshId, freshNumber, Note, Order, Session } from './order.js';

eachServer({ entities }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);
  const sessions = () => running().dataSource.getRepository(Session);
  const client = () => running().dataSource.client;
  const noteKey = (id: number) => ['test', 'orm_note', id] as const;

  test('update writes the given properties and null removes a bin', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'x', count: 1 });
    await client().put(noteKey(id), { alien: 1 });
    await notes().update(id, { text: null, count: 2 });
    expect((await client().get(noteKey(id))).bins).toEqual({ count: 2, alien: 1 });
  });

  test('update tells what is wrong with a patch', async () => {
    const id = freshNumber();
    await expect(notes().update(id, { text: 'x' })).rejects.toThrow(EntityNotFoundError);
    await expect(notes().update(id, {})).rejects.toThrow(/empty patch/);
    await expect(notes().update(id, { text: undefined })).rejects.toThrow(
      /^Note\.text: is undefined/,
    );
    await expect(notes().update(id, { id: 3 } as object)).rejects.toThrow(/^Note\.id: is the id/);
    await expect(notes().update(id, { typo: 1 } as object)).rejects.toThrow(
      /^Note\.typo: is not a mapped property; there are id, text, count/,
    );
  });

  test('update takes a version and a condition', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'x', count: 1 });
    await notes().update(id, { count: 2 }, { ifVersion: 1 });
    await expect(notes().update(id, { count: 3 }, { ifVersion: 1 })).rejects.toMatchObject({
      reason: 'generation',
      expected: 1,
      actual: 2,
    });
    await expect(notes().update(id, { count: 3 }, { when: (f) => f.count.eq(7) })).rejects.toThrow(
      FilteredOutError,
    );
    expect((await notes().findById(id))?.count).toBe(2);
  });

  test('upsert creates, then updates only what is given', async () => {
    const id = freshId();
    await orders().upsert({ id, status: 'new', total: 1 });
    const created = await orders().findByIdOrFail(id);
    await orders().upsert({ id, total: 2, tags: new Set(['a']) });
    const updated = await orders().findByIdOrFail(id);
    expect(updated).toMatchObject({ status: 'new', total: 2, version: 2, tags: new Set(['a']) });
    expect(created.createdAt).toBeInstanceOf(Date);
    expect(updated.createdAt).toEqual(created.createdAt);
    expect(updated.updatedAt!.getTime()).toBeGreaterThanOrEqual(created.updatedAt!.getTime());
  });

  test('removing says whether there was a record', async () => {
    const id = freshNumber();
    const note = await notes().insert({ id, text: 'x' });
    expect(await notes().remove(note)).toBe(true);
    expect(await notes().remove(note)).toBe(false);
    expect(await notes().removeById(id)).toBe(false);
    expect(notes().isLoaded(note)).toBe(false);
  });

  test('a versioned entity is removed only if nobody wrote it', async () => {
    const id = freshId();
    const order = await orders().insert({ id, status: 'new' });
    await orders().update(id, { status: 'paid' });
    await expect(orders().remove(order)).rejects.toThrow(OptimisticLockError);
    expect(await orders().exists(id)).toBe(true);
    expect(await orders().remove(order, { ifVersion: 'any' })).toBe(true);
  });

  test('a selection reads and changes only its properties', async () => {
    const id = freshId();
    const work = Object.assign(new Address(), { city: 'Rome' });
    await orders().insert({ id, status: 'new', total: 1, weight: 2, work });
    const found = (await orders().findById(id, { select: ['total', 'work'] }))!;
    expect(found).toMatchObject({ id, total: 1, work: { city: 'Rome' }, version: 1 });
    expect(found).not.toHaveProperty('weight');
    expect(found).not.toHaveProperty('status');
    found.total = 5;
    await orders().save(found as Order);
    expect(await orders().findById(id)).toMatchObject({ status: 'new', total: 5, weight: 2 });
    await expect(orders().replace(found as Order)).rejects.toThrow(
      /^Order: was read without createdAt, .*status, weight.*, which replace\(\) would drop; use save/,
    );
    await expect(orders().findById(id, { select: ['nope'] as never })).rejects.toThrow(
      /^Order\.nope: is not a mapped property/,
    );
  });

  test('a selection of nothing but the id reads no bins', async () => {
    const id = freshId();
    await orders().insert({ id, status: 'new' });
    expect(await orders().findById(id, { select: ['id', 'version'] })).toMatchObject({
      id,
      version: 1,
    });
    expect(await orders().findById(freshId(), { select: ['id'] })).toBeNull();
  });

  test('entities are found by ids in the order of the ids', async () => {
    const ids = [freshNumber(), freshNumber(), freshNumber()];
    await notes().insert({ id: ids[0]!, text: 'a' });
    await notes().insert({ id: ids[2]!, text: 'c' });
    const found = await notes().findByIds([ids[2]!, ids[1]!, ids[0]!, ids[2]!]);
    expect(found.map((note) => note?.text ?? null)).toEqual(['c', null, 'a', 'c']);
    expect(found[0]).toBeInstanceOf(Note);
    expect(found[0]).not.toBe(found[3]);
    expect(await notes().findByIds([])).toEqual([]);
    const [selected] = await notes().findByIds([ids[0]!], { select: ['count'] });
    expect(selected).toMatchObject({ id: ids[0] });
    expect(selected).not.toHaveProperty('text');
  });

  test('what is not there is null, or an error when asked for', async () => {
    const id = freshNumber();
    expect(await notes().findById(id)).toBeNull();
    await expect(notes().findByIdOrFail(id)).rejects.toMatchObject({
      name: 'EntityNotFoundError',
      code: 'ORM_ENTITY_NOT_FOUND',
      entity: 'Note',
      id,
    });
    expect(await notes().exists(id)).toBe(false);
    expect(await notes().touch(id)).toBe(false);
    const note = notes().create({ id });
    await expect(notes().reload(note)).rejects.toThrow(EntityNotFoundError);
  });

  test('entities are found by conditions on an index', async () => {
    const total = freshNumber();
    const id = freshId();
    await orders().insert({ id, status: 'shipped', total });
    expect((await orders().find({ where: { total } })).map((order) => order.id)).toEqual([id]);
    expect((await orders().findOne({ where: { total, status: 'shipped' } }))?.id).toBe(id);
    expect(await orders().findOne({ where: { total, status: 'new' } })).toBeNull();
    expect(await orders().count({ total })).toBe(1);
    const all = await orders().count(undefined, { allowScan: 'test' });
    expect(all).toBeGreaterThanOrEqual(1);
    await expect(orders().find({ where: { total }, skip: 3 } as never)).rejects.toThrow(
      OptionError,
    );
  });

  test('an entity without a stored id can be saved again', async () => {
    const id = freshNumber();
    // Written without its user key, as other clients do by default.
    await client().put(noteKey(id), { text: 'x', count: id });
    const [found] = await notes()
      .query()
      .where((f) => f.count.eq(id))
      .allowScan('there is no index on count')
      .all();
    expect(found).toMatchObject({ text: 'x', id: undefined });
    found!.text = 'y';
    await notes().save(found!);
    expect((await client().get(noteKey(id))).bins).toMatchObject({ text: 'y' });
  });

  test('a time to live is set, kept and read', async () => {
    const session = await sessions().insert({ user: 'ann', ttl: 1000 });
    expect(session.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    const found = await sessions().findByIdOrFail(session.id);
    expect(found.ttl).toBeGreaterThan(990);
    expect(found.ttl).toBeLessThanOrEqual(1000);
    found.user = 'bob';
    await sessions().save(found);
    const kept = await sessions().findByIdOrFail(session.id);
    expect(kept.ttl).toBeGreaterThan(990);
    expect(kept.ttl).toBeLessThanOrEqual(1000);
    kept.ttl = 5000;
    await sessions().save(kept);
    expect((await sessions().findByIdOrFail(session.id)).ttl).toBeGreaterThan(4990);
    await sessions().save(kept, { ttl: 'never' });
    expect((await sessions().findByIdOrFail(session.id)).ttl).toBe(-1);
    expect(await sessions().touch(session.id, 77)).toBe(true);
    expect((await sessions().findByIdOrFail(session.id)).ttl).toBeLessThanOrEqual(77);
    kept.ttl = 1.5;
    await expect(sessions().save(kept)).rejects.toThrow(MappingError);
  });

  test('twenty writers that compete lose nothing', async () => {
    const id = freshNumber();
    await notes().insert({ id, count: 0 });
    const add = () =>
      notes().mutate(id, (note) => {
        note.count = note.count! + 1;
      });
    const writer = async () => {
      for (let turn = 0; turn < 10; turn++) await add();
    };
    await Promise.all(Array.from({ length: 20 }, writer));
    const note = await notes().findByIdOrFail(id);
    expect(note.count).toBe(200);
    expect(notes().versionOf(note)).toBe(201);
  });

  test('mutate gives up after its attempts and passes other errors on', async () => {
    const id = freshNumber();
    await notes().insert({ id, count: 0 });
    let tries = 0;
    const lost = notes().mutate(
      id,
      async (note) => {
        tries++;
        note.count = note.count! + 1;
        await notes().update(id, { text: `t${tries}` });
      },
      { attempts: 3 },
    );
    await expect(lost).rejects.toThrow(OptimisticLockError);
    expect(tries).toBe(3);
    await expect(notes().mutate(freshNumber(), () => undefined)).rejects.toThrow(
      EntityNotFoundError,
    );
    await expect(
      notes().mutate(id, () => {
        throw new RangeError('mine');
      }),
    ).rejects.toThrow(RangeError);
  });

  test('a call is cancelled by its signal', async () => {
    const signal = AbortSignal.abort();
    await expect(notes().findById(freshNumber(), { signal })).rejects.toThrow();
    await expect(notes().insert({ id: freshNumber(), text: 'x' }, { signal })).rejects.toThrow();
  });
});
