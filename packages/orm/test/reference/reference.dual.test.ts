import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import {
  Bin,
  DataSource,
  DataSourceStateError,
  defineEntity,
  Entity,
  EntityNotFoundError,
  Id,
  type Infer,
  OptionError,
  type Ref,
  ref,
  Reference,
  ReferenceNotLoadedError,
  t,
  toPlain,
} from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import { Company, Customer, entities, Event, Order, Product } from './shop.js';

/** Its ids are not stored with the records. */
@Entity({ set: 'rref_secret', sendKey: false })
class Secret {
  @Id({ storeAsBin: true }) id!: string;
  @Bin({ type: 'string' }) text!: string;
}

@Entity({ set: 'rref_holder' })
class Holder {
  @Id() id!: string;
  @Reference(() => Secret, { by: 'digest', many: true }) secrets?: Ref<Secret>[];
  @Reference(() => Event, { by: 'digest' }) event?: Ref<Event>;
  @Reference(() => Product, { by: 'digest' }) product?: Ref<Product>;
}

const Boss = defineEntity(
  { name: 'Boss', set: 'rref_boss' },
  { id: t.string().id(), name: t.string() },
);
const Team = defineEntity(
  { name: 'Team', set: 'rref_team' },
  {
    id: t.string().id(),
    boss: t.reference(() => Boss),
    others: t.list(t.reference(() => Boss, { by: 'digest' })),
  },
);

eachServer({ entities: [...entities, Secret, Holder, Boss, Team], scans: 'allow' }, (running) => {
  const of = <E extends object>(type: abstract new () => E) =>
    running().dataSource.getRepository<E>(type);
  const customer = (draft: Partial<Customer> = {}) =>
    of(Customer).insert(of(Customer).create({ id: randomUUID(), name: 'Ada', ...draft }));

  test('a reference knows its id, and loads once', async () => {
    const ada = await customer();
    const order = of(Order).create({ id: randomUUID(), customer: ref(Customer, ada.id) });
    await of(Order).insert(order);
    const found = await of(Order).findByIdOrFail(order.id);
    const held = found.customer!;
    expect(held.id).toBe(ada.id);
    expect(held.loaded).toBe(false);
    expect(() => held.get()).toThrow('is not loaded: await ref.load(), or name it in populate');
    const get = jest.spyOn(running().dataSource.client, 'get');
    const [one, two] = await Promise.all([held.load(), held.load()]);
    expect(one).toBe(two);
    expect(await held.load()).toBe(one);
    expect(held.get()).toBe(one);
    expect(get).toHaveBeenCalledTimes(1);
    get.mockRestore();
    expect(one).toBeInstanceOf(Customer);
    expect(of(Order).changed(found)).toEqual([]);
  });

  test('references are made of entities and ids, by ref and by repositories', async () => {
    const ada = await customer();
    const own = ref(ada);
    expect([own.id, own.loaded, own.get()]).toEqual([ada.id, true, ada]);
    expect(own.$).toBe(ada);
    const lazy = of(Customer).lazy(ada.id);
    expect((await lazy.load()).name).toBe('Ada');
    expect((await of(Customer).ref(ada.id).load()).name).toBe('Ada');
    expect(of(Customer).ref(ada).get()).toBe(ada);
    await expect(ref(Customer, ada.id).load()).rejects.toThrow(
      'belongs to no data source, so it cannot be loaded: make it with repository.ref(id)',
    );
    await expect(of(Customer).ref('nobody').load()).rejects.toThrow(EntityNotFoundError);
    expect(() => ref(Customer, undefined as never)).toThrow(OptionError);
    expect(() => ref(Customer, { no: 'id' } as never)).toThrow(OptionError);
    expect(() => ref(Company, 'x' as never)).toThrow('Company.id');
    expect(() => ref({ plain: true })).toThrow('ref() takes an entity');
    expect(() => of(Customer).ref(null as never)).toThrow(OptionError);
    await expect(lazy.load({ behaviour: 'x' } as never)).resolves.toBeInstanceOf(Customer);
    await expect(
      of(Customer)
        .ref(ada.id)
        .load({ behaviour: 'x' } as never),
    ).rejects.toThrow('load() takes signal, behavior');
  });

  test('a draft takes entities and ids for references, in lists and maps too', async () => {
    const ada = await customer();
    const order = of(Order).create({ id: randomUUID(), total: 1, customer: ada.id });
    expect(order.customer).toMatchObject({ id: ada.id, loaded: false });
    expect((await order.customer!.load()).name).toBe('Ada');
    await of(Order).insert(order);
    expect((await of(Order).findByIdOrFail(order.id)).customer!.id).toBe(ada.id);
    expect(of(Order).create({ customer: ada }).customer!.get()).toBe(ada);
    const inserted = await of(Order).insert({ id: randomUUID(), total: 2, customer: ada });
    expect(inserted.customer!.get()).toBe(ada);
    await of(Order).update(inserted.id, { customer: order.customer });
    await of(Order).upsert({ id: inserted.id, total: 3, customer: ada.id });
    expect((await of(Order).findByIdOrFail(inserted.id)).customer!.id).toBe(ada.id);
    const boss = of(Boss).create({ id: 'b1', name: 'B' });
    const team = of(Team).create({ id: 't1', boss: 'b2', others: ['b1', boss, ref(boss)] });
    expect(team.others.map(({ id, loaded }) => [id, loaded])).toEqual([
      ['b1', false],
      ['b1', true],
      ['b1', true],
    ]);
    const others = [ref(boss)];
    expect(of(Team).create({ others }).others).toBe(others);
    expect(() => of(Order).create({ customer: { no: 'id' } as never })).toThrow(OptionError);
    expect(of(Order).create({ customer: null }).customer).toBeNull();
  });

  test('saving stores the id; an entity that was never saved has none', async () => {
    const bob = of(Customer).create({ id: randomUUID(), name: 'Bob' });
    const order = of(Order).create({ id: randomUUID(), total: 1, customer: ref(bob) });
    await of(Order).insert(order);
    // No cascade: only the order was written.
    expect(await of(Customer).exists(bob.id)).toBe(false);
    const found = await of(Order).findByIdOrFail(order.id);
    await expect(found.customer!.load()).rejects.toThrow(EntityNotFoundError);
    await of(Customer).insert(bob);
    expect((await found.customer!.load()).name).toBe('Bob');

    const team = of(Team).create({ id: 't', boss: ref(of(Boss).create({ name: 'new' })) });
    await expect(of(Team).insert(team)).rejects.toThrow(/Team\.boss.*save/s);

    found.customer = ref(await customer({ name: 'Eve' }));
    expect(of(Order).changed(found)).toEqual(['customer']);
    await of(Order).save(found);
    found.customer = null;
    await of(Order).save(found);
    expect((await of(Order).findByIdOrFail(order.id)).customer ?? null).toBeNull();
  });

  test('references are equal by the id', async () => {
    const ada = await customer();
    const one = ref(Customer, ada.id);
    expect(one.equals(ref(ada))).toBe(true);
    expect(one.equals(ada)).toBe(true);
    expect(one.equals(ada.id)).toBe(true);
    expect(one.equals('other')).toBe(false);
    expect(one.equals(7 as never)).toBe(false);
    expect(one).toEqual(ref(Customer, ada.id));
    expect(one).not.toEqual(ref(Customer, 'other'));
    const bytes = randomBytes(4);
    expect(ref(Product, bytes).equals(Buffer.from(bytes))).toBe(true);
    expect(ref(Event, 7n).equals(7n)).toBe(true);
    expect(inspect(one)).toContain(ada.id);
  });

  test('as JSON a reference is its id', async () => {
    const ada = await customer();
    expect(JSON.stringify({ a: ref(ada), b: ref(Event, 2n ** 60n) })).toBe(
      `{"a":"${ada.id}","b":"1152921504606846976"}`,
    );
    expect(JSON.stringify(ref(Product, Buffer.from('abc')))).toBe('"YWJj"');
    const order = of(Order).create({ id: 'o', customer: ref(ada) });
    expect(await toPlain(order)).toMatchObject({ customer: { id: ada.id, name: 'Ada' } });
  });

  test('references by digest load without an id, and know it then', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const big = (1n << 61n) + BigInt(randomBytes(6).readUIntBE(0, 6));
    await of(Secret).insertMany([
      of(Secret).create({ id: one, text: 'a' }),
      of(Secret).create({ id: two, text: 'b' }),
    ]);
    const event = await of(Event).insert(of(Event).create({ id: big, what: 'boom' }));
    const nut = await of(Product).insert(of(Product).create({ id: randomBytes(5), name: 'nut' }));
    const holder = of(Holder).create({
      id: randomUUID(),
      secrets: [ref(Secret, one), of(Secret).ref(two)],
      event: ref(event),
      product: ref(nut),
    });
    await of(Holder).insert(holder);
    const found = await of(Holder).findByIdOrFail(holder.id);
    const [first, second] = found.secrets!;
    expect(first!.id).toBeUndefined();
    expect(first!.equals(one)).toBe(true);
    expect(first!.equals(two)).toBe(false);
    expect(JSON.parse(JSON.stringify(first))).toEqual({ digest: expect.any(String) });
    expect((await first!.load()).text).toBe('a');
    expect(first!.id).toBe(one);
    expect((await found.event!.load()).id).toBe(big);
    expect(found.event!.id).toBe(big);
    const loaded = await of(Holder).populate(found, ['secrets', 'product']);
    expect(second!.id).toBe(two);
    expect(loaded.product!.get().name).toBe('nut');
    expect(loaded.product!.id).toEqual(nut.id);
    expect(of(Holder).changed(found)).toEqual([]);
    found.secrets = [second!];
    await of(Holder).save(found);
    const again = await of(Holder).findByIdOrFail(holder.id);
    expect(again.secrets!.map((each) => each.equals(two))).toEqual([true]);
  });

  test('loads of one tick share a batch where reads are coalesced', async () => {
    const [ada, bob] = [await customer(), await customer({ name: 'Bob' })];
    const coalesced = of(Customer).scoped({ coalesce: true });
    const { client } = running().dataSource;
    const batch = jest.spyOn(client, 'batchRead');
    const names = await Promise.all(
      [ada, bob, ada].map(async ({ id }) => (await coalesced.ref(id).load()).name),
    );
    expect(names).toEqual(['Ada', 'Bob', 'Ada']);
    expect(batch).toHaveBeenCalledTimes(1);
    batch.mockRestore();
  });

  test('references of a tenant are to entities of that tenant', async () => {
    const [customers, orders] = [Customer, Order].map((type) =>
      running()
        .dataSource.getRepository(type as never)
        .scoped({ tenant: 'x' }),
    ) as unknown as [ReturnType<typeof of<Customer>>, ReturnType<typeof of<Order>>];
    const ada = await customers.insert(customers.create({ id: randomUUID(), name: 'Ada of x' }));
    const order = orders.create({
      id: randomUUID(),
      customer: ref(Customer, ada.id),
      payer: customers.ref(ada.id),
    });
    await orders.insert(order);
    const found = await orders.findByIdOrFail(order.id);
    expect((await found.customer!.load()).name).toBe('Ada of x');
    expect((await found.payer!.load()).name).toBe('Ada of x');
    const again = await orders.findByIdOrFail(order.id, { populate: ['customer', 'payer'] });
    expect(again.customer!.get()).toBe(again.payer!.get());
    await expect(of(Customer).ref(ada.id).load()).rejects.toThrow(EntityNotFoundError);
  });

  test('a reference to an entity without an id is refused by that name', async () => {
    const order = of(Order).create({ id: randomUUID() });
    order.customer = ref(Object.assign(new Customer(), { name: 'nobody yet' }));
    await expect(of(Order).save(order)).rejects.toThrow(
      /must refer to a Customer that has its id; save that first, .*got a reference to one without/,
    );
  });

  test('entities that are defined without decorators have references', async () => {
    const boss = await of(Boss).insert(of(Boss).create({ id: randomUUID(), name: 'Zoe' }));
    const team = of(Team).create({
      id: randomUUID(),
      boss: ref(boss),
      others: [ref<Infer<typeof Boss>>(Boss, boss.id)],
    });
    await of(Team).insert(team);
    const found = await of(Team).findByIdOrFail(team.id, { populate: ['boss', 'others'] });
    expect(found.boss.get().name).toBe('Zoe');
    expect(found.others[0]!.get()).toBe(found.boss.get());
  });

  test('a class that is not of the data source is not looked for in it', async () => {
    const { connection, dataSource } = running();
    const { namespace } = dataSource.options;
    const other = new DataSource({ ...connection, namespace, entities: [Order] });
    await other.initialize();
    try {
      const ada = await customer();
      const order = of(Order).create({ id: randomUUID(), customer: ref(ada) });
      await of(Order).insert(order);
      const found = await other.getRepository(Order).findByIdOrFail(order.id);
      expect(found.customer!.id).toBe(ada.id);
      expect(() => found.customer!.get()).toThrow(ReferenceNotLoadedError);
      await expect(found.customer!.load()).rejects.toThrow(DataSourceStateError);
      await expect(
        other.getRepository(Order).findById(order.id, { populate: ['customer'] }),
      ).rejects.toThrow('Customer is not among the entities of data source');
      expect(await toPlain(found)).toMatchObject({ customer: ada.id });
    } finally {
      await other.destroy();
    }
  });
});
