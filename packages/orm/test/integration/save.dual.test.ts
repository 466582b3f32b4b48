import {
  EntityExistsError,
  EntityNotFoundError,
  FilteredOutError,
  MappingError,
  OptimisticLockError,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { Address, entities, freshId, freshNumber, Line, Note, Order } from './order.js';

const key = (id: string) => ['test', 'orm_order', id] as const;

eachServer({ entities }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);
  const client = () => running().dataSource.client;

  function everything(id: string): Order {
    const order = orders().create({ id, status: 'new', total: 3, weight: 2, big: 2n ** 60n });
    order.blob = Buffer.from([1, 2, 3]);
    order.due = new Date('2026-01-02T03:04:05.678Z');
    order.extra = { a: [1.5] };
    order.lines = [Object.assign(new Line(), { sku: 'a', qty: 1 })];
    order.scores = [3, 1, 2];
    order.recent = ['x'];
    order.tags = new Set(['b', 'a']);
    order.counters = new Map([['n', 1]]);
    order.byKey = new Map([['k', Object.assign(new Line(), { sku: 'b', qty: 2 })]]);
    order.ship = Object.assign(new Address(), { city: 'Oslo', postalCode: '0150', notes: ['n'] });
    order.bill = Object.assign(new Address(), { city: 'Bergen', visits: 4 });
    order.work = Object.assign(new Address(), { city: 'Rome' });
    return order;
  }

  test('what is saved is found again, with the same types', async () => {
    const id = freshId();
    const saved = await orders().save(everything(id));
    expect(saved.version).toBe(1);
    const found = (await orders().findById(id))!;
    const { loads, saves, ...data } = saved;
    expect(found).toMatchObject({
      ...data,
      scores: [1, 2, 3],
      tags: new Set(['a', 'b']),
      loads: 1,
    });
    expect(saves).toBe(1);
    expect(loads).toBe(0);
    expect(found).toBeInstanceOf(Order);
    expect(found.lines[0]).toBeInstanceOf(Line);
    expect(found.byKey?.get('k')).toBeInstanceOf(Line);
    expect(found.ship).toBeInstanceOf(Address);
    expect(found.bill).toBeInstanceOf(Address);
    expect(found.work).toBeInstanceOf(Address);
    expect(found.createdAt).toEqual(saved.createdAt);
  });

  test('an entity is saved again and again, and where it is inserted anew', async () => {
    const id = freshId();
    const elsewhere = orders().scoped({ set: 'orm_order_copy' });
    await orders().insert(everything(id));
    const order = (await orders().findByIdOrFail(id))!;
    for (let total = 10; total < 14; total++) {
      order.total = total;
      await orders().save(order);
    }
    expect(order.version).toBe(5);
    expect((await client().get([...key(id)])).bins['total']).toBe(13);
    await elsewhere.insert(order);
    for (let total = 20; total < 23; total++) {
      order.total = total;
      await elsewhere.save(order);
    }
    expect((await client().get(['test', 'orm_order_copy', id])).bins['total']).toBe(22);
    expect((await client().get([...key(id)])).bins['total']).toBe(13);
    await elsewhere.remove(order);
  });

  test('the record holds what the declarations say', async () => {
    const id = freshId();
    await orders().insert(everything(id));
    const { bins } = await client().get(key(id));
    expect(bins).toMatchObject({
      st: 'new',
      total: 3,
      weight: 2,
      big: 2n ** 60n,
      due: Date.parse('2026-01-02T03:04:05.678Z'),
      extra: '{"a":[1.5]}',
      lines: [{ sku: 'a', qty: 1 }],
      scores: [1, 2, 3],
      tags: ['a', 'b'],
      counters: { n: 1 },
      ship: { city: 'Oslo', zip: '0150', notes: ['n'] },
      bill: ['Bergen', null, 4, null],
      w_city: 'Rome',
    });
    expect(bins).not.toHaveProperty('id');
    expect(bins).not.toHaveProperty('version');
    expect(bins).not.toHaveProperty('work');
  });

  test('no constructor runs when an entity is read', async () => {
    const id = freshId();
    await orders().insert({ id, status: 'new' });
    const before = Order.constructed;
    const found = await orders().findByIdOrFail(id);
    expect(Order.constructed).toBe(before);
    expect(found.total).toBeUndefined();
    expect(found.lines).toEqual([]);
  });

  test('saving a loaded entity writes only what changed and keeps unknown bins', async () => {
    const id = freshId();
    await orders().save(everything(id));
    const order = await orders().findByIdOrFail(id);
    await client().put(key(id), { alien: 'kept', total: 99 });
    order.status = 'paid';
    order.ship!.city = 'Paris';
    expect(orders().changed(order)).toEqual(['status', 'ship']);
    await orders().save(order, { ifVersion: 'any' });
    const { bins } = await client().get(key(id));
    expect(bins).toMatchObject({ st: 'paid', alien: 'kept', total: 99, ship: { city: 'Paris' } });
    expect(orders().changed(order)).toEqual([]);
  });

  test('an unchanged entity is not written', async () => {
    const id = freshId();
    await orders().save(everything(id));
    const order = await orders().findByIdOrFail(id);
    await orders().save(order);
    expect(order.version).toBe(1);
    expect((await client().exists(key(id))).meta?.gen).toBe(1);
  });

  test('an emptied property removes its bin', async () => {
    const id = freshId();
    await orders().save(everything(id));
    const order = await orders().findByIdOrFail(id);
    delete order.total;
    order.weight = null;
    delete order.work;
    await orders().save(order);
    const { bins } = await client().get(key(id));
    expect(Object.keys(bins)).not.toEqual(expect.arrayContaining(['total']));
    expect(bins).not.toHaveProperty('weight');
    expect(bins).not.toHaveProperty('w_city');
  });

  test('versions are written back and lost races are told', async () => {
    const id = freshId();
    const first = await orders().insert({ id, status: 'new' });
    const second = await orders().findByIdOrFail(id);
    first.status = 'paid';
    await orders().save(first);
    expect(first.version).toBe(2);
    expect(orders().versionOf(first)).toBe(2);
    second.status = 'shipped';
    const error = await orders()
      .save(second)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OptimisticLockError);
    expect(error).toMatchObject({
      reason: 'generation',
      expected: 1,
      actual: 2,
      resultCode: 3,
      id,
    });
    expect((await orders().findByIdOrFail(id)).status).toBe('paid');
    await orders().reload(second);
    second.status = 'shipped';
    await orders().save(second);
    expect(second.version).toBe(3);
  });

  test('saving a new versioned entity over an existing record is refused', async () => {
    const id = freshId();
    await orders().save(everything(id));
    const again = orders().create({ id, status: 'new' });
    await expect(orders().save(again)).rejects.toMatchObject({
      name: 'OptimisticLockError',
      reason: 'exists',
      expected: 0,
      actual: 1,
    });
  });

  test('saving a loaded entity whose record is gone is refused', async () => {
    const id = freshId();
    const order = await orders().save(everything(id));
    await orders().removeById(id);
    order.status = 'paid';
    await expect(orders().save(order)).rejects.toMatchObject({ reason: 'missing', expected: 1 });
    expect(await orders().exists(id)).toBe(false);
  });

  test('an entity with a version from elsewhere is saved under it', async () => {
    const id = freshId();
    await orders().save(everything(id));
    const fromOutside = orders().create({ id, version: 1, status: 'paid' });
    await orders().save(fromOutside);
    expect(fromOutside.version).toBe(2);
    const found = await orders().findByIdOrFail(id);
    expect(found).toMatchObject({ status: 'paid', version: 2 });
    expect(found.total).toBe(3);
    fromOutside.version = 1;
    fromOutside.status = 'new';
    await expect(orders().save(fromOutside)).rejects.toThrow(OptimisticLockError);
  });

  test('saving a new unversioned entity replaces the record', async () => {
    const id = freshNumber();
    await client().put(['test', 'orm_note', id], { alien: 1, count: 2 });
    await notes().save(notes().create({ id, text: 'x' }));
    const { bins } = await client().get(['test', 'orm_note', id]);
    expect(bins).toEqual({ text: 'x' });
  });

  test('insert refuses an existing record', async () => {
    const id = freshNumber();
    await notes().insert({ id, text: 'x' });
    const error = await notes()
      .insert({ id, text: 'y' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EntityExistsError);
    expect(error).toMatchObject({ code: 'ORM_ENTITY_EXISTS', entity: 'Note', id, resultCode: 5 });
  });

  test('replace leaves exactly the mapped bins', async () => {
    const id = freshId();
    const order = await orders().save(everything(id));
    await client().put(key(id), { alien: 1 });
    await orders().reload(order);
    delete order.ship;
    await orders().replace(order);
    expect(order.version).toBe(3);
    const { bins } = await client().get(key(id));
    expect(bins).not.toHaveProperty('alien');
    expect(bins).not.toHaveProperty('ship');
    expect(bins).toMatchObject({ scores: [1, 2, 3], st: 'new' });
    await expect(notes().replace(notes().create({ id: freshNumber(), text: 'x' }))).rejects.toThrow(
      EntityNotFoundError,
    );
  });

  test('a condition decides whether a write happens', async () => {
    const id = freshId();
    const order = await orders().save(everything(id));
    order.total = 4;
    const error = await orders()
      .save(order, { when: (f) => f.status.eq('paid') })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FilteredOutError);
    expect((await orders().findByIdOrFail(id)).total).toBe(3);
    await orders().save(order, { when: (f) => f.status.eq('new').and(f.total.lt(10)) });
    expect((await orders().findByIdOrFail(id)).total).toBe(4);
  });

  test('wrong values are refused before anything is sent', async () => {
    const id = freshId();
    const order = everything(id);
    order.total = 1.5;
    await expect(orders().save(order)).rejects.toThrow(MappingError);
    await expect(orders().save(order)).rejects.toThrow(
      /^Order\.total: must be a whole number .*1\.5/,
    );
    expect(await orders().exists(id)).toBe(false);
    await expect(orders().save({ id, status: 'new' } as Order)).rejects.toThrow(/create\(\)/);
    await expect(orders().findById(undefined as unknown as string)).rejects.toThrow(/^Order\.id: /);
    await expect(orders().save(everything(id), { tl: 3 } as object)).rejects.toThrow(
      /^tl: save\(\) has no such option/,
    );
  });

  test('an id does not change', async () => {
    const order = await orders().save(everything(freshId()));
    order.id = freshId();
    await expect(orders().save(order)).rejects.toThrow(/ids do not change/);
  });
});
