import {
  between,
  Bin,
  Embedded,
  Entity,
  exists,
  GeoBin,
  gt,
  Id,
  IdProp,
  includes,
  includesAll,
  includesAny,
  isIn,
  isNull,
  ListBin,
  MapBin,
  ne,
  type Page,
  type Plan,
  type QueryJob,
  type Ref,
  Reference,
  type Repository,
  SetBin,
  startsWith,
} from '@aeroform/orm';

class Address {
  @Bin() city!: string;
  @Bin() floor?: number;
}

class Line {
  @Bin() sku!: string;
  @Bin() qty!: number;
}

@Entity({ set: 'orders' })
class Order {
  @Id() id!: string;
  @Bin() status!: 'new' | 'paid' | 'sent';
  @Bin() total!: number;
  @Bin() big?: bigint;
  @Bin() due?: Date;
  @Bin() gift?: boolean;
  @Bin() hash?: Uint8Array;
  @ListBin(() => Line) lines: Line[] = [];
  @ListBin(() => 'int') scores: number[] = [];
  @SetBin(() => 'string') tags!: Set<string>;
  @MapBin(() => 'int') counters!: Map<string, number>;
  @MapBin(() => 'int', { as: 'object' }) totals!: Record<string, number>;
  @Embedded(() => Address) ship!: Address;
  @GeoBin() where?: { type: 'Point'; coordinates: [number, number] };
  @Reference(() => Customer) customer?: Ref<Customer>;
  @Reference(() => Customer, { many: true }) customers?: Ref<Customer>[];
  label(): string {
    return this.status;
  }
}

@Entity({ set: 'customers' })
class Customer {
  declare [IdProp]?: 'email';
  @Id() email!: string;
  @Bin() name!: string;
}

declare const orders: Repository<Order>;
declare const customers: Repository<Customer>;

export async function conditionsByCallback(): Promise<void> {
  const query = orders.query();
  query.where((f) =>
    f.status
      .eq('paid')
      .and(
        f.total.between(10, 20),
        f.ship.city.startsWith('B'),
        f.ship.floor.gte(2),
        f.$.ttl().lt(60),
        f.$.lastUpdate().gt(new Date()),
        f.big.gt(5n),
        f.due.lte(new Date()),
        f.gift.eq(true),
        f.hash.ne(new Uint8Array()),
        f.lines.at(0).sku.eq('a'),
        f.lines.size().gt(1),
        f.scores.some((e) => e.gt(5)),
        f.scores.eq([1, 2]),
        f.tags.includes('x'),
        f.counters.key('a').gt(1),
        f.counters.hasKey('a'),
        f.totals.key('a').gt(1),
        f.where.within({ center: [1, 2], radiusM: 3 }),
        f.total.add(f.total.mul(2)).mod(3).eq(0),
        f.total.gt(f.ship.floor),
        f.id.in(['a', 'b']),
        f.total.div(2).pow(2).min(1, f.total.toDouble()).neg().abs().round().lt(3),
        f.big.div(2n).max(f.big).gt(1n),
        f.lines.some((line) => line.sku.startsWith('a', { ignoreCase: true }).and(line.qty.gt(1))),
        f.lines.every((line) => line.qty.gt(0)),
        f.lines.none((line) => line.qty.gt(9)),
        f.tags.includesAll(['a', 'b']),
        f.counters.someValue((value) => value.gt(3)),
        f.hash.bitCount(0, 8).gt(1),
        f.customer.eq('a@b.c'),
        f.customers.includes('a@b.c'),
        f.$.expiresAt().gt(new Date()),
        f.$.cond(f.gift.eq(true), 1, f.total).gt(0),
      )
      .or(f.total.isNull(), f.status.notIn(['new']))
      .not(),
  );

  // @ts-expect-error a string for a number
  query.where((f) => f.total.gt('x'));
  // @ts-expect-error an id of another type
  query.where((f) => f.customer.eq(5));
  // @ts-expect-error a number has no elements
  query.where((f) => f.total.some((e) => e.gt(1)));
  // @ts-expect-error a number for a bigint
  query.where((f) => f.big.div(2).gt(1n));
  // @ts-expect-error the values of a condition are of one type
  query.where((f) => f.$.cond(f.gift.eq(true), 1, 'x').eq(1));
  // @ts-expect-error an element of another type
  query.where((f) => f.lines.some((line) => line.qty.startsWith('1')));
  // @ts-expect-error an unknown field
  query.where((f) => f.nope.eq(1));
  // @ts-expect-error a method is no field
  query.where((f) => f.label.eq('x'));
  // @ts-expect-error not one of the literals
  query.where((f) => f.status.eq('gone'));
  // @ts-expect-error undefined is no value
  query.where((f) => f.total.eq(undefined));
  // @ts-expect-error a number for a bigint
  query.where((f) => f.big.gt(5));
  // @ts-expect-error booleans have no order
  query.where((f) => f.gift.gt(false));
  // @ts-expect-error numbers have no prefix
  query.where((f) => f.total.startsWith('1'));
  // @ts-expect-error an element of another type
  query.where((f) => f.tags.includes(1));
  // @ts-expect-error fields of different types
  query.where((f) => f.total.eq(f.status));
  // @ts-expect-error a boolean is no condition
  query.where((f) => f.total.eq(1) === undefined);
  // @ts-expect-error nothing is returned
  query.where(() => undefined);
  // @ts-expect-error there is no id of that type
  query.where((f) => f.id.eq(5));
  await query.all();
}

export function conditionsByProperty(): void {
  const query = orders.query();
  query
    .where('total', gt(5))
    .where('status', 'paid')
    .where('due', null)
    .where({ status: isIn(['new', 'paid']), total: between(1, 2) })
    .where({ status: startsWith('p'), gift: true, due: exists(), hash: isNull() })
    .where({ ship: { city: 'Oslo', floor: gt(1) }, big: ne(5n), status: ne('new') })
    .where({ tags: includes('x'), scores: includesAny([1, 2]) });

  // @ts-expect-error a comparison of another type
  query.where('total', gt('x'));
  // @ts-expect-error undefined is no value
  query.where({ total: undefined });
  // @ts-expect-error an unknown property
  query.where({ nope: 1 });
  // @ts-expect-error an unknown nested property
  query.where({ ship: { nope: 1 } });
  // @ts-expect-error a value of another type
  query.where({ status: 'gone' });
  // @ts-expect-error a text comparison of a number
  query.where({ total: startsWith('1') });
  query.where({ scores: [1, 2] });
  // @ts-expect-error a set has no equality
  query.where({ tags: new Set(['a']) });
  // @ts-expect-error an element of another type
  query.where({ tags: includes(1) });
}

export async function results(): Promise<void> {
  const query = orders.query();
  const rows: Pick<Order, 'id' | 'total'>[] = await query.select('total').all();
  const [row] = rows;
  const total: number | undefined = row?.total;
  const selected = await query.select('status', 'total').first();
  const status: 'new' | 'paid' | 'sent' | undefined = selected?.status;
  // @ts-expect-error not selected
  void selected?.lines;
  // @ts-expect-error no such property
  query.select('nope');
  // @ts-expect-error at least one property
  query.select();
  const whole: Order | null = await query.first();
  const ids: string[] = await query.ids();
  const count: number = await query.limit(1).orderBy('total', 'desc').count();
  const plan: Plan = await query.explain();
  for await (const order of query) void order.ship.city;
  for await (const order of query.select('total').stream()) {
    void order.total;
    // @ts-expect-error not selected
    void order.ship;
  }
  const named = await customers.query().select('name').firstOrFail();
  const email: string = named.email;
  // @ts-expect-error a direction that does not exist
  query.orderBy('total', 'up');
  const ordered: Order[] = await query
    .orderBy((f) => f.ship.city)
    .orderBy((f) => f.total, 'desc')
    .orderBy((f) => f.counters.key('a'))
    .limit(3)
    .all();
  const cities = await query
    .orderBy((f) => f.ship.floor, 'asc')
    .select('ship')
    .first();
  const city: string | undefined = cities?.ship.city;
  // @ts-expect-error no such property of an address
  query.orderBy((f) => f.ship.town);
  // @ts-expect-error a direction that does not exist
  query.orderBy((f) => f.total, 'up');
  // @ts-expect-error a name where the callback gives a field
  query.orderBy(() => 'total');
  // @ts-expect-error the limit is a method of its own
  query.policy({ maxRecords: 5 });
  // @ts-expect-error a scan needs a reason
  query.allowScan();
  void [total, status, whole, ids, count, plan, email];
}

export async function methods(): Promise<void> {
  const query = orders.query();
  const page: Page<Order> = await query.page({ size: 10, cursor: null });
  const [order] = page.items;
  const status: 'new' | 'paid' | 'sent' | undefined = order?.status;
  const projected = query.project((f) => ({
    net: f.total.mul(2),
    s: f.status,
    is: f.gift.eq(true),
  }));
  const [row] = await projected.limit(5).all();
  const net: number | undefined = row?.net;
  const is: boolean | undefined = row?.is;
  // @ts-expect-error not projected
  void row?.lines;
  // @ts-expect-error no expression
  query.project(() => ({ net: 5 }));
  const states: ('new' | 'paid' | 'sent')[] = await query.distinct('status');
  const sum: number = await query.sum('total');
  const big: bigint = await query.sum('big');
  const computed: number = await query.sum((f) => f.total.mul(2));
  // @ts-expect-error a text has no sum
  await query.sum('status');
  const mean: number | null = await query.avg('total');
  const last: Date | null = await query.max('due');
  const lines: number = await query.reduce((count, each) => count + each.lines.length, 0);
  for await (const each of query.stream({ parallel: 2 })) void each.ship.city;
  const job: QueryJob = await query.updateAll((r) => ({ total: r.total.inc(1) }));
  await job.wait({ onProgress: ({ percent }) => void percent });
  await query.withDeleted().allowScan('why').removeAll();
  query.onProgress(({ records, elapsedMs }) => void [records, elapsedMs]);
  // @ts-expect-error a page has a size
  await query.page({ cursor: null });
  // @ts-expect-error no such option
  query.stream({ readers: 2 });
  query.where({ customer: 'a@b.c', tags: includesAll(['a']) });
  // @ts-expect-error an id of another type
  query.where({ customer: 5 });
  void [status, net, is, states, sum, big, computed, mean, last, lines];
}
