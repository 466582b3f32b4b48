import { ClientError, exp, geojson, Query as CoreQuery } from '@aeroform/core';
import { EntityNotFoundError } from '../../src/error/entity-error.js';
import { IndexUnusableError } from '../../src/error/index-unusable-error.js';
import { QueryError, QueryTruncatedError } from '../../src/error/query-error.js';
import { ScanForbiddenError } from '../../src/error/scan-forbidden-error.js';
import { gt, isIn } from '../../src/query/operators.js';
import { createQuery, type Query } from '../../src/query/query-builder.js';
import type { SessionOptions } from '../../src/context/entity-context.js';
import type { Predicate } from '../../src/type/expr.js';
import type { Root } from '../../src/type/field.js';
import { Order } from '../query/order.js';
import { QueryWorld } from '../support/query-world.js';

const COUNT = 30;

describe('queries on a server', () => {
  let world: QueryWorld<Order>;
  const orders = (options: Partial<SessionOptions> = {}): Query<Order> =>
    createQuery(world.context(options));

  /** o00 … o29: total is the number, every third is paid, every fifth has a weight. */
  beforeAll(async () => {
    world = await QueryWorld.open(Order);
    await world.createIndexes();
    for (let i = 0; i < COUNT; i += 1) {
      await world.put(`o${String(i).padStart(2, '0')}`, {
        st: i % 3 === 0 ? 'paid' : 'new',
        total: i,
        tags: i % 2 === 0 ? ['even', 'even'] : ['odd'],
        ...(i % 5 === 0 && { weight: i + 0.5 }),
      });
    }
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  it('give entities of the class', async () => {
    const [order] = await orders().where({ total: 6 }).all();
    expect(order).toBeInstanceOf(Order);
    expect(order).toMatchObject({
      id: 'o06',
      status: 'paid',
      total: 6,
      version: 1,
      tags: ['even', 'even'],
    });
    expect(order?.weight).toBeUndefined();
  });

  it('join the conditions of several where calls', async () => {
    const ids = await orders()
      .where('status', isIn(['paid', 'sent'] as const))
      .where({ total: gt(20) })
      .where((f) => f.tags.includes('even'))
      .ids();
    expect(ids.sort()).toEqual(['o24']);
  });

  it('leave the query they are made from as it was', async () => {
    const paid = orders().where({ status: 'paid' });
    expect(await paid.where({ total: 3 }).count()).toBe(1);
    expect(await paid.limit(2).count()).toBe(2);
    expect(await paid.count()).toBe(10);
  });

  it('read by key, one or many, with the rest as a filter', async () => {
    expect(await orders().where({ id: 'o03' }).ids()).toEqual(['o03']);
    expect(await orders().where({ id: 'o03', status: 'new' }).all()).toEqual([]);
    expect(await orders().where({ id: 'missing' }).first()).toBeNull();
    expect(await orders().where({ id: 'o03' }).count()).toBe(1);
    expect(await orders().where({ id: 'o03', status: 'new' }).exists()).toBe(false);
    const some = orders().where({ id: isIn(['o05', 'missing', 'o03', 'o04']) });
    expect((await some.ids()).sort()).toEqual(['o03', 'o04', 'o05']);
    expect((await some.where({ status: 'new' }).all()).map(({ total }) => total)).toEqual([4, 5]);
    expect((await some.explain()).access).toBe('pk-batch');
  });

  it('split long lists of ids into batches', async () => {
    const ids = Array.from({ length: 250 }, (_, i) => `o${String(i).padStart(2, '0')}`);
    expect(
      await orders()
        .where((f) => f.id.in(ids))
        .count(),
    ).toBe(COUNT);
  });

  it('select the bins of some properties, and keep records that have none of them', async () => {
    const rows = await orders()
      .where({ total: isIn([5, 6]) })
      .select('weight')
      .all();
    expect(new Map(rows.map(({ id, weight }) => [id, weight]))).toEqual(
      new Map([
        ['o05', 5.5],
        ['o06', undefined],
      ]),
    );
    expect(rows[0]).not.toHaveProperty('status');
    const all = orders().select('weight').allowScan('a test');
    expect(await all.all()).toHaveLength(COUNT);
    expect(await orders().where({ id: 'o06' }).select('weight').all()).toHaveLength(1);
    const even = orders()
      .where((f) => f.total.mod(2).eq(0))
      .allowScan('a test');
    expect(await even.select('weight').all()).toHaveLength(COUNT / 2);
  });

  it('limit, and end early', async () => {
    expect(
      await orders()
        .where({ total: gt(3) })
        .limit(4)
        .all(),
    ).toHaveLength(4);
    expect(
      await orders()
        .where({ total: gt(3) })
        .limit(0)
        .all(),
    ).toEqual([]);
    let seen = 0;
    for await (const order of orders().where({ total: gt(3) })) {
      expect(order.total).toBeGreaterThan(3);
      seen += 1;
      if (seen === 3) break;
    }
    expect(seen).toBe(3);
  });

  it('find the first, or fail with the condition', async () => {
    expect((await orders().where({ total: 7 }).first())?.id).toBe('o07');
    expect(await orders().where({ total: 99 }).first()).toBeNull();
    expect((await orders().where({ total: 7 }).firstOrFail()).id).toBe('o07');
    const failing = orders().where({ total: 99 }).firstOrFail();
    await expect(failing).rejects.toThrow(EntityNotFoundError);
    await expect(failing).rejects.toThrow('no Order fulfils $.total == 99');
  });

  it('sort in memory within a bound', async () => {
    const top = orders().where({ status: 'paid' }).orderBy('total', 'desc').limit(3);
    expect((await top.all()).map(({ total }) => total)).toEqual([27, 24, 21]);
    expect((await top.first())?.total).toBe(27);
    expect(await top.ids()).toEqual(['o27', 'o24', 'o21']);
    const weights = orders()
      .allowScan('a test')
      .orderBy('weight', 'desc')
      .orderBy('total')
      .limit(8);
    expect((await weights.select('status').all()).map(({ id }) => id)).toEqual([
      'o25',
      'o20',
      'o15',
      'o10',
      'o05',
      'o00',
      'o01',
      'o02',
    ]);
    const unbounded = orders().where({ status: 'paid' }).orderBy('total');
    await expect(unbounded.all()).rejects.toThrow(/orderBy sorts in memory and needs a bound/);
    const bounded = createQuery(world.context({ query: { maxRecords: 10, onTruncate: 'throw' } }));
    expect(await bounded.where({ status: 'paid' }).orderBy('total').all()).toHaveLength(10);
  });

  it('never cut a result short in silence', async () => {
    const bounded = orders({ query: { maxRecords: 9, onTruncate: 'throw' } }).where({
      status: 'paid',
    });
    await expect(bounded.all()).rejects.toThrow(QueryTruncatedError);
    await expect(bounded.orderBy('total').all()).rejects.toThrow(/more than 9 entities/);
    expect(await bounded.limit(10).all()).toHaveLength(10);
    expect(await bounded.count()).toBe(10);
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      const cut = orders({ query: { maxRecords: 9, onTruncate: 'warn' } }).where({
        status: 'paid',
      });
      expect(await cut.all()).toHaveLength(9);
      expect(warn).toHaveBeenCalledWith(expect.stringMatching(/more than 9/), {
        code: 'AEROFORM_TRUNCATED',
      });
    } finally {
      warn.mockRestore();
    }
  });

  it('refuse to scan unless that is allowed', async () => {
    const scan = orders().where((f) => f.weight.gt(10));
    const refused = scan.all();
    await expect(refused).rejects.toThrow(ScanForbiddenError);
    await expect(refused).rejects.toThrow(/Order\.weight cannot use an index.*allowScan/s);
    await expect(refused).rejects.toMatchObject({ plan: { access: 'scan' }, entity: 'Order' });
    for (const run of [
      () => scan.count(),
      () => scan.first(),
      () => scan.exists(),
      () => scan.ids(),
    ]) {
      await expect(run()).rejects.toThrow(ScanForbiddenError);
    }
    expect(await scan.allowScan('nightly report').count()).toBe(4);
    expect(
      await orders({ scans: 'allow' })
        .where((f) => f.weight.gt(10))
        .count(),
    ).toBe(4);
    expect(() => scan.allowScan(' ')).toThrow(QueryError);
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      expect(
        await orders({ scans: 'warn' })
          .where((f) => f.weight.gt(10))
          .count(),
      ).toBe(4);
      expect(warn).toHaveBeenCalledWith(expect.stringMatching(/^Order: scan/), {
        code: 'AEROFORM_SCAN',
      });
    } finally {
      warn.mockRestore();
    }
  });

  it('use the index that is named, or say why not', async () => {
    const both = orders().where({ status: 'paid', total: gt(20) });
    expect((await both.explain()).index).toBe(world.indexName('q_status'));
    const named = both.useIndex(world.indexName('q_total'));
    expect((await named.explain()).index).toBe(world.indexName('q_total'));
    expect((await named.ids()).sort()).toEqual(['o21', 'o24', 'o27']);
    await expect(
      both.useIndex(world.indexName('q_tags')).allowScan('a test').all(),
    ).rejects.toThrow(/index 'q_tags.*' serves none of the conditions/);
    const nope = both.useIndex('nope').all();
    await expect(nope).rejects.toThrow(IndexUnusableError);
    await expect(nope).rejects.toThrow(/: index 'nope' does not exist on the set$/);
    await expect(both.useIndex(false).all()).rejects.toThrow(ScanForbiddenError);
    await expect(orders().distinct('ship')).rejects.toThrow(
      /^Order\.distinct\('ship'\): is no expression/,
    );
  });

  it('find records once that several index queries find', async () => {
    const either = orders().where((f) => f.status.eq('paid').or(f.total.lt(10)));
    const ids = await either.ids();
    expect((await either.explain()).access).toBe('sindex-merge');
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toHaveLength(16);
    expect(
      await orders()
        .where((f) => f.tags.includesAny(['even', 'odd']))
        .count(),
    ).toBe(COUNT);
  });

  it('send nothing when nothing can match', async () => {
    const query = jest.spyOn(world.client, 'query');
    try {
      expect(
        await orders()
          .where((f) => f.total.in([]))
          .all(),
      ).toEqual([]);
      expect(
        await orders()
          .where((f) => f.total.gt(5).and(f.total.lt(3)))
          .count(),
      ).toBe(0);
      expect(query).not.toHaveBeenCalled();
    } finally {
      query.mockRestore();
    }
  });

  it('read no bins to count, and only what is selected otherwise', async () => {
    const read: string[][] = [];
    const original = CoreQuery.prototype.blocks;
    const spy = jest.spyOn(CoreQuery.prototype, 'blocks').mockImplementation(async function* (
      this: CoreQuery,
      policy,
    ) {
      for await (const block of original.call(this, policy)) {
        for (const { bins } of block) read.push(Object.keys(bins).sort());
        yield block;
      }
    });
    try {
      expect(await orders().where({ total: 5 }).count()).toBe(1);
      expect(await orders().where({ total: 5 }).ids()).toEqual(['o05']);
      expect(await orders().where({ total: 5 }).select('weight').all()).toHaveLength(1);
    } finally {
      spy.mockRestore();
    }
    expect(read).toEqual([[], [], ['total', 'weight']]);
  });

  it('stop when they are aborted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('changed my mind'));
    const aborted = orders().where({ status: 'paid' }).signal(controller.signal);
    await expect(aborted.all()).rejects.toThrow(ClientError);
    const running = new AbortController();
    const read = async (): Promise<void> => {
      for await (const order of orders()
        .where({ total: gt(0) })
        .signal(running.signal)) {
        expect(order.id).toBeDefined();
        running.abort();
      }
    };
    await expect(read()).rejects.toThrow(ClientError);
  });

  it('pass the policy on, and refuse what has a method of its own', async () => {
    const filter = exp.lt(exp.intBin('total'), exp.intVal(10));
    const paid = orders().where({ status: 'paid' }).policy({ filterExpression: filter });
    expect((await paid.ids()).sort()).toEqual(['o00', 'o03', 'o06', 'o09']);
    expect(await paid.rps(1000).policy({ totalTimeout: 5000 }).count()).toBe(4);
    expect(await orders().where({ id: 'o12' }).policy({ filterExpression: filter }).count()).toBe(
      0,
    );
    expect(() => orders().policy({ maxRecords: 1 } as never)).toThrow(
      /policy\.maxRecords: use limit\(\)/,
    );
    await expect(
      orders()
        .where({ total: 1 })
        .policy({ nope: 1 } as never)
        .all(),
    ).rejects.toThrow(/nope/);
  });

  it('refuse arguments that cannot be meant', () => {
    expect(() => orders().limit(-1)).toThrow(/limit: takes a whole number of 0 or more/);
    expect(() => orders().limit(1.5)).toThrow(QueryError);
    expect(() => orders().rps(0)).toThrow(/rps: takes a whole number of 1 or more/);
    expect(() => orders().orderBy('total', 'up' as 'asc')).toThrow(/direction is 'asc' or 'desc'/);
    expect(() => orders().orderBy('tags')).toThrow(/a list has no order/);
    expect(() => orders().useIndex('')).toThrow(QueryError);
    expect(() => orders().select('nope' as 'total')).toThrow(/Order\.nope/);
    expect(() => (orders() as unknown as { select(): unknown }).select()).toThrow(/at least one/);
  });
});

describe('queries of places', () => {
  it('find points in regions, and regions around points, with an index and without', async () => {
    await using world = await QueryWorld.open(Order);
    await world.createIndexes(['q_where']);
    const square = [
      [
        [10, 60],
        [12, 60],
        [12, 62],
        [10, 62],
        [10, 60],
      ],
    ];
    await world.put('area', { where: geojson({ type: 'Polygon', coordinates: square }) });
    await world.put('inside', { where: geojson({ type: 'Point', coordinates: [11, 61] }) });
    await world.put('outside', { where: geojson({ type: 'Point', coordinates: [13, 61] }) });
    await world.put('nowhere', { total: 1 });
    const find = async (build: (f: Root<Order>) => Predicate): Promise<string[][]> => {
      const query = createQuery(world.context()).where(build).allowScan('a test');
      return [(await query.ids()).sort(), (await query.useIndex(false).ids()).sort()];
    };
    const polygon = { type: 'Polygon', coordinates: square };
    expect(await find((f) => f.where.within(polygon))).toEqual([['inside'], ['inside']]);
    const around = { center: [13, 61], radiusM: 1000 } as const;
    expect(await find((f) => f.where.within(around))).toEqual([['outside'], ['outside']]);
    expect(await find((f) => f.where.containsPoint([11, 61]))).toEqual([['area'], ['area']]);
    expect(await find((f) => f.where.containsPoint([13, 61]))).toEqual([[], []]);
    const elsewhere = await find((f) => f.where.within(polygon).not());
    expect(elsewhere[0]).toEqual(['area', 'nowhere', 'outside']);
  });
});

describe('queries whose index disappears', () => {
  it('are planned again, and never scan in silence', async () => {
    await using world = await QueryWorld.open(Order);
    await world.createIndexes(['q_status', 'q_total']);
    await world.put('a', { st: 'paid', total: 1 });
    await world.put('b', { st: 'paid', total: 2 });
    const paid = createQuery(world.context()).where({ status: 'paid', total: gt(1) });
    expect((await paid.explain()).index).toBe(world.indexName('q_status'));
    await world.client.indexRemove('test', world.indexName('q_status'));
    // The catalog still lists q_status: the server has to say that it is gone.
    expect(await paid.ids()).toEqual(['b']);
    expect((await paid.explain()).index).toBe(world.indexName('q_total'));
    await world.client.indexRemove('test', world.indexName('q_total'));
    await expect(paid.ids()).rejects.toThrow(ScanForbiddenError);
    expect(await paid.allowScan('a test').ids()).toEqual(['b']);
  });
});
