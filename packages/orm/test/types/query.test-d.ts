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
  includesAny,
  isIn,
  isNull,
  ListBin,
  MapBin,
  ne,
  type Plan,
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
      )
      .or(f.total.isNull(), f.status.notIn(['new']))
      .not(),
  );

  // @ts-expect-error a string for a number
  query.where((f) => f.total.gt('x'));
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
  // @ts-expect-error the limit is a method of its own
  query.policy({ maxRecords: 5 });
  // @ts-expect-error a scan needs a reason
  query.allowScan();
  void [total, status, whole, ids, count, plan, email];
}
