import {
  BeforeSave,
  between,
  Bin,
  CreatedAt,
  type DataSource,
  Embedded,
  Entity,
  gt,
  Id,
  IdProp,
  Index,
  isIn,
  ListBin,
  MapBin,
  Repository,
  Ttl,
  Version,
} from '@aeroform/orm';

class Address {
  @Bin() city!: string;
  @Bin('zip') postalCode!: string;
}

class Line {
  @Bin() sku!: string;
  @Bin() qty!: number;
}

@Entity({ set: 'customers' })
class Customer {
  declare [IdProp]?: 'email';
  @Id() email!: string;
  @Bin() name!: string;
}

@Entity({ set: 'orders', ttl: 3600 })
class Order {
  @Id({ strategy: 'uuidv7' }) id!: string;
  @Version() version?: number;
  @Ttl() ttl?: number;
  @CreatedAt() createdAt!: Date;
  @Bin('st') @Index({ type: 'string' }) status!: 'new' | 'paid' | 'shipped';
  @Bin() @Index() total!: number;
  @Bin() big?: bigint;
  @ListBin(() => Line) lines: Line[] = [];
  @MapBin(() => 'int') counters!: Map<string, number>;
  @Embedded(() => Address) ship!: Address;
  @BeforeSave() check() {
    if (this.lines.length === 0) throw new Error('empty');
  }
}

export async function usage(dataSource: DataSource) {
  const orders = dataSource.getRepository(Order);
  const order = await orders.save(orders.create({ status: 'new', total: 3, lines: [] }));
  const found = await orders.findById(order.id, { select: ['status', 'total'] });
  const status: 'new' | 'paid' | 'shipped' | undefined = found?.status;
  const foundId: string | undefined = found?.id;
  // @ts-expect-error it was not selected
  found?.lines;

  const result = await orders.operate(
    order.id,
    (r) => ({
      size: r.lines.push({ sku: 'a', qty: 1 }),
      total: r.total.inc(5),
      hits: r.counters.incKey('hits', 1),
      last: r.lines.slice(-3),
      city: r.ship.city.get(),
      big: r.big.inc(1n),
      top: r.counters.topRank(3),
      moved: r.ship.city.set('x'),
      net: r.$.exp((f) => f.total.mul(2)),
    }),
    { when: (f) => f.status.eq('new') },
  );
  const size: number = result.size;
  const last: Line[] = result.last;
  const city: string | undefined = result.city;
  const big: bigint = result.big;
  const top: [string, number][] = result.top;
  const net: number | undefined = result.net;
  const version: number = result.$version;
  const patched = await orders.operate(order, (r) => ({ total: r.total.inc() }));
  const total: number = patched.total;

  const query = orders
    .query()
    .where((f) =>
      f.status
        .eq('paid')
        .and(f.total.between(10, 20), f.ship.city.startsWith('B'), f.$.ttl().lt(60)),
    )
    .select('total');
  const rows: { id: string; total: number }[] = await query.all();
  const sugar = orders
    .query()
    .where('total', gt(5))
    .where({ status: isIn(['new', 'paid'] as const), total: between(1, 2) });
  for await (const each of sugar) each.ship.city satisfies string;

  const customer = await dataSource.getRepository(Customer).findById('a@b.c');
  customer?.name satisfies string | undefined;
  const [one] = (await orders.saveMany([order])).throwIfFailed();
  one satisfies Order | undefined;
  const updated = await orders.update(order.id, { total: 4, big: null });
  const ifVersion: number = updated.version;
  await orders.upsert({ id: order.id, total: 4 }, { ifVersion });
  await orders.mutate(order.id, (each) => {
    each.total++;
  });
  return { status, foundId, size, last, city, big, top, net, version, total, rows };
}

export async function mistakes(dataSource: DataSource) {
  const orders = dataSource.getRepository(Order);
  // @ts-expect-error the elements are lines
  await orders.operate('id', (r) => ({ size: r.lines.push(1) }));
  // @ts-expect-error texts are not added
  await orders.operate('id', (r) => ({ status: r.status.inc() }));
  // @ts-expect-error not one of the values
  await orders.operate('id', (r) => ({ status: r.status.set('lost') }));
  // @ts-expect-error a number is no operation
  await orders.operate('id', () => ({ total: 1 }));
  // @ts-expect-error methods are no properties
  await orders.operate('id', (r) => ({ check: r.check.get() }));
  // @ts-expect-error the key of the map is a string
  await orders.operate('id', (r) => ({ hits: r.counters.incKey(1, 1) }));
  // @ts-expect-error a string is compared with a number
  orders.query().where((f) => f.total.gt('x'));
  // @ts-expect-error there is no such property
  orders.query().where((f) => f.nope.eq(1));
  // @ts-expect-error the id is a string
  await orders.findById(5);
  // @ts-expect-error the id of customers is their e-mail address
  await dataSource.getRepository(Customer).findById(5);
  // @ts-expect-error there is no such property
  await orders.findById('id', { select: ['nope'] });
  // @ts-expect-error a wrong type
  await orders.update('id', { total: 'x' });
  // @ts-expect-error ids do not change
  await orders.update('id', { id: 'other' });
  // @ts-expect-error the id of customers is their e-mail address
  await dataSource.getRepository(Customer).update('a@b.c', { email: 'd@e.f' });
  // @ts-expect-error there is no such property
  orders.create({ nope: 1 });
  // @ts-expect-error not one of the values
  await orders.find({ where: { status: 'lost' } });
  // @ts-expect-error a new record has nothing to check
  await orders.insert(orders.create(), { when: (f) => f.total.gt(1) });
  // @ts-expect-error the option ttl says it
  await orders.save(orders.create(), { policy: { ttl: 5 } });
  // @ts-expect-error a time to live is seconds or a word
  await orders.save(orders.create(), { ttl: 'long' });
}

class Orders extends Repository<Order> {
  ofStatus(status: Order['status']): Promise<Order[]> {
    return this.find({ where: { status } });
  }
}

class Customers extends Repository<Customer> {}

export async function customRepositories(dataSource: DataSource): Promise<void> {
  const orders: Orders = dataSource.getRepository(Order, Orders);
  const found = await orders.ofStatus('new');
  const first: Order | undefined = found[0];
  const total: number | undefined = (await orders.findById('o'))?.total;
  const scoped: Orders = orders.scoped({ tenant: 'a' });
  const plain: Repository<Order> = dataSource.getRepository(Order);
  // @ts-expect-error the method is of the derived class
  void plain.ofStatus('new');
  // @ts-expect-error a repository of another entity
  dataSource.getRepository(Order, Customers);
  // @ts-expect-error no repository
  dataSource.getRepository(Order, Date);
  // @ts-expect-error the class, not an object of it
  dataSource.getRepository(Order, orders);
}
