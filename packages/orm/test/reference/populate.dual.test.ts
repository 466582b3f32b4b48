import { randomBytes, randomUUID } from 'node:crypto';
import {
  BatchError,
  EntityNotFoundError,
  OptionError,
  ref,
  ReferenceNotLoadedError,
} from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import {
  Circle,
  Company,
  Customer,
  entities,
  Event,
  Line,
  Link,
  Order,
  Product,
  Shape,
  Square,
} from './shop.js';

const freshNumber = () => randomBytes(6).readUIntBE(0, 6);

eachServer({ entities, scans: 'allow' }, (running) => {
  const of = <T extends object>(type: abstract new () => T) =>
    running().dataSource.getRepository<T>(type);

  /** How many commands are sent meanwhile. */
  async function counted<R>(
    call: () => Promise<R>,
  ): Promise<[R, { batches: number; gets: number; rows: number }]> {
    const { client } = running().dataSource;
    const batch = jest.spyOn(client, 'batch');
    const read = jest.spyOn(client, 'batchRead');
    const get = jest.spyOn(client, 'get');
    try {
      const result = await call();
      const batches = [...batch.mock.calls, ...read.mock.calls].map(([sent]) => sent.length);
      const rows = batches.reduce((sum, count) => sum + count, 0);
      return [result, { batches: batches.length, gets: get.mock.calls.length, rows }];
    } finally {
      batch.mockRestore();
      read.mockRestore();
      get.mockRestore();
    }
  }

  const company = async () => {
    const made = of(Company).create({ id: freshNumber(), name: 'Acme' });
    return of(Company).insert(made);
  };
  const customer = async (draft: Partial<Customer> = {}) =>
    of(Customer).insert(of(Customer).create({ id: randomUUID(), name: 'Ada', ...draft }));
  const product = async (name = 'nut') =>
    of(Product).insert(of(Product).create({ id: randomBytes(8), name }));
  const line = (of: Product, qty = 1) => Object.assign(new Line(), { product: ref(of), qty });

  async function fullOrder() {
    const acme = await company();
    const ada = await customer({ company: ref(acme) });
    const [nut, bolt] = [await product('nut'), await product('bolt')];
    const order = of(Order).create({
      id: randomUUID(),
      customer: ref(ada),
      watchers: [ref(ada), ref(Customer, 'nobody')],
      lines: [line(nut, 1), line(bolt, 2), line(nut, 3)],
      gift: line(bolt, 4),
      slots: new Map([['a', ref(nut)]]),
      payer: ref(ada),
    });
    await of(Order).insert(order);
    return { acme, ada, nut, bolt, order };
  }

  test('one batch for each depth, whatever the classes; a record is one object', async () => {
    const { order, ada, acme } = await fullOrder();
    const paths = [
      'customer.company',
      'watchers',
      'lines.product',
      'gift.product',
      'slots',
      'payer',
    ] as const;
    const [found, sent] = await counted(() =>
      of(Order).findByIdOrFail(order.id, { populate: paths }),
    );
    // Ada, nobody, nut, bolt; then the company.
    expect(sent).toEqual({ batches: 2, gets: 1, rows: 5 });
    const loaded = found.customer!.get();
    expect(loaded).toBeInstanceOf(Customer);
    expect(loaded.id).toBe(ada.id);
    expect(loaded.company!.get()).toMatchObject({ id: acme.id, name: 'Acme' });
    expect(found.watchers![0]!.get()).toBe(loaded);
    expect(found.payer!.get()).toBe(loaded);
    expect(found.payer!.id).toBe(ada.id);
    expect(found.lines!.map((each) => each.product.get().name)).toEqual(['nut', 'bolt', 'nut']);
    expect(found.lines![2]!.product.get()).toBe(found.lines![0]!.product.get());
    expect(found.gift!.product.$).toBe(found.lines![1]!.product.$);
    expect(found.slots!.get('a')!.get()).toBe(found.lines![0]!.product.get());
    expect(of(Order).changed(found)).toEqual([]);
  });

  test('where there is no record, $ is null and get tells so', async () => {
    const { order } = await fullOrder();
    const found = await of(Order).findByIdOrFail(order.id, { populate: ['watchers'] });
    const nobody = found.watchers![1]!;
    expect(nobody.loaded).toBe(false);
    expect(nobody.$).toBeNull();
    expect(() => nobody.get()).toThrow(EntityNotFoundError);
    await expect(nobody.load()).rejects.toThrow("there is no Customer 'nobody'");
  });

  test('findByIds, find and queries load the references of all entities together', async () => {
    const ada = await customer();
    const total = freshNumber();
    const orders = await Promise.all(
      [1, 2, 3].map((n) =>
        of(Order).insert(
          of(Order).create({ id: randomUUID(), total, customer: n < 3 ? ref(ada) : null }),
        ),
      ),
    );
    const ids = [...orders.map(({ id }) => id), 'missing'];
    const [byIds, sent] = await counted(() => of(Order).findByIds(ids, { populate: ['customer'] }));
    expect(sent).toEqual({ batches: 2, gets: 0, rows: 5 });
    expect(byIds[0]!.customer!.get()).toBe(byIds[1]!.customer!.get());
    expect(byIds[2]!.customer ?? null).toBeNull();
    expect(byIds[3]).toBeNull();

    const [found, once] = await counted(() =>
      of(Order).find({ where: { total }, populate: ['customer'] }),
    );
    expect(once).toMatchObject({ batches: 1, rows: 1 });
    expect(found).toHaveLength(3);
    expect(found.flatMap((each) => each.customer?.get().name ?? [])).toEqual(['Ada', 'Ada']);

    const streamed: (string | undefined)[] = [];
    const query = of(Order).query().where({ total }).populate('customer');
    for await (const each of query) streamed.push(each.customer?.get().name);
    expect(streamed.filter((name) => name === 'Ada')).toHaveLength(2);
    expect(streamed).toHaveLength(3);
    const page = await query.page({ size: 10 });
    expect(page.items.filter((each) => each.customer?.$?.name === 'Ada')).toHaveLength(2);
    expect((await query.limit(1).all())[0]).toBeInstanceOf(Order);
  });

  test('a stream loads the references of 100 entities at a time', async () => {
    const [ada, bob] = [await customer(), await customer({ name: 'Bob' })];
    const total = freshNumber();
    await of(Order).insertMany(
      Array.from({ length: 150 }, (_, i) =>
        of(Order).create({ id: randomUUID(), total, customer: ref(i % 2 === 0 ? ada : bob) }),
      ),
    );
    const [names, sent] = await counted(async () => {
      const found: string[] = [];
      const query = of(Order).query().where({ total }).populate('customer');
      for await (const each of query) found.push(each.customer!.get().name);
      return found;
    });
    expect(sent).toEqual({ batches: 2, gets: 0, rows: 4 });
    expect(names).toHaveLength(150);
    expect(names.filter((name) => name === 'Bob')).toHaveLength(75);
  });

  test('populate loads what entities already hold, and reads nothing twice', async () => {
    const { order, ada } = await fullOrder();
    const plain = await of(Order).findByIdOrFail(order.id);
    expect(() => plain.customer!.get()).toThrow(ReferenceNotLoadedError);
    const [[loaded], sent] = await counted(() => of(Order).populate([plain], ['customer']));
    expect(loaded).toBe(plain);
    expect(loaded!.customer!.get().id).toBe(ada.id);
    expect(sent.batches).toBe(1);
    const [, again] = await counted(() => of(Order).populate(plain, ['customer', 'watchers']));
    expect(again).toMatchObject({ batches: 1, rows: 1 });
    expect(plain.watchers![0]!.get()).toBe(loaded!.customer!.get());
  });

  test('entities and ids in place of references become references', async () => {
    const ada = await customer();
    const order = of(Order).create({ id: randomUUID() });
    Object.assign(order, { customer: ada.id, watchers: [ada] });
    await of(Order).insert(order);
    const loaded = await of(Order).populate(order, ['customer', 'watchers']);
    expect(loaded.customer!.get().name).toBe('Ada');
    expect(loaded.watchers![0]!.get()).toBe(ada);
  });

  test('those in a circle are the entities of the call', async () => {
    const ada = await customer();
    const bob = await customer({ name: 'Bob', friend: ref(ada) });
    ada.friend = ref(bob);
    await of(Customer).save(ada);
    const [found, sent] = await counted(() =>
      of(Customer).findByIdOrFail(ada.id, { populate: ['friend.friend.friend'] }),
    );
    expect(sent).toEqual({ batches: 1, gets: 1, rows: 1 });
    expect(found.friend!.get().friend!.get()).toBe(found);
  });

  test('what was removed softly is not there', async () => {
    const nut = await product();
    const order = of(Order).create({ id: randomUUID(), lines: [line(nut)] });
    await of(Order).insert(order);
    await of(Product).softRemove(nut);
    const found = await of(Order).findByIdOrFail(order.id, { populate: ['lines.product'] });
    expect(found.lines![0]!.product.$).toBeNull();
  });

  test('eager references come with the entity, five deep, and circles end', async () => {
    const links = of(Link);
    const first = freshNumber();
    await links.saveMany(
      Array.from({ length: 8 }, (_, i) =>
        links.create({ id: first + i, text: `${i}`, next: ref(Link, first + i + 1) }),
      ),
    );
    const [found, sent] = await counted(() => links.findByIdOrFail(first));
    expect(sent).toEqual({ batches: 5, gets: 1, rows: 5 });
    let last = found;
    while (last.next!.loaded) last = last.next!.get();
    expect(last.text).toBe('5');
    const [next, more] = await counted(() => last.next!.load());
    expect([next.text, next.next!.get().text]).toEqual(['6', '7']);
    expect(more.gets).toBe(1);
    await links.saveMany([
      links.create({ id: first, text: 'a', next: ref(Link, first + 1) }),
      links.create({ id: first + 1, text: 'b', next: ref(Link, first) }),
    ]);
    const batch = running().dataSource.batch().read(Link, first).read(Event, 1n);
    const { items } = await batch.run();
    expect(items[0].value!.next!.get().text).toBe('b');
    const [circle, few] = await counted(() => links.findByIdOrFail(first));
    expect(few.batches).toBe(1);
    expect(circle.next!.get().next!.get()).toBe(circle);
  });

  test('references of 64 bits, and to any class of a set', async () => {
    const id = (1n << 62n) + BigInt(freshNumber());
    await of(Event).insert(of(Event).create({ id, what: 'boom' }));
    const linkId = freshNumber();
    await of(Link).insert(of(Link).create({ id: linkId, text: 'x', event: ref(Event, id) }));
    const link = await of(Link).findByIdOrFail(linkId, { populate: ['event'] });
    expect(link.event!.get().what).toBe('boom');
    expect(JSON.stringify(link.event)).toBe(`"${id}"`);

    const [a, b] = [randomUUID(), randomUUID()];
    await of(Circle).insert(of(Circle).create({ id: a, radius: 1, inside: ref<Shape>(Square, b) }));
    await of(Square).insert(of(Square).create({ id: b, side: 2, around: ref(Circle, a) }));
    const shape = await of(Shape).findByIdOrFail(a, { populate: ['inside.around' as never] });
    const inside = (shape as unknown as Circle).inside!.get() as Square;
    expect(inside).toBeInstanceOf(Square);
    expect(inside.around!.get()).toBe(shape);
    await of(Square).save(Object.assign(inside, { around: ref(Circle, b) }));
    await expect(of(Square).populate(inside, ['around'])).rejects.toThrow(
      'refers to a Circle, but the record is',
    );
  });

  test('wrong paths are refused before anything is sent', async () => {
    const wrong = (paths: unknown, select?: readonly 'total'[]) =>
      counted(() =>
        of(Order).findById('x', {
          populate: paths as never,
          ...(select === undefined ? {} : { select }),
        }),
      );
    await expect(wrong(['custmer'])).rejects.toThrow(
      "populate: 'custmer' of Order: Order has no custmer; there are customer, watchers, lines, gift, slots, payer",
    );
    await expect(wrong(['customer.nme'])).rejects.toThrow('Customer has no nme; there are company');
    await expect(wrong(['lines'])).rejects.toThrow("'lines' of Order is no reference");
    await expect(wrong('customer')).rejects.toThrow('takes an array of paths');
    await expect(wrong([7])).rejects.toThrow(OptionError);
    await expect(wrong(['customer'], ['total'])).rejects.toThrow('add it to select');
    expect(() =>
      of(Order)
        .query()
        .populate('nothing' as never),
    ).toThrow(OptionError);
    await expect(of(Order).populate({} as never, ['customer'])).rejects.toThrow('takes Order');
    const rows = of(Order).query().limit(1).populate('customer');
    await expect(rows.project((f) => ({ id: f.id })).all()).rejects.toThrow('no references');
  });

  test('a record that cannot be read is an error, and the others are loaded', async () => {
    const { order } = await fullOrder();
    const plain = await of(Order).findByIdOrFail(order.id);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(of(Order).populate(plain, ['customer'], { signal })).rejects.toThrow(BatchError);
    expect(plain.customer!.loaded).toBe(false);
  });
});
