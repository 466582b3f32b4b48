import { type BinValue, hllAdd, UDF_TYPE_LUA } from '@aeroform/core';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { Bin, Embeddable, Entity, HllBin, Id, Index, ListBin } from '../../src/decorators/index.js';
import { createQuery } from '../../src/query/query-builder.js';
import type { Query } from '../../src/query/query.js';
import { Order } from '../query/order.js';
import { QueryWorld } from '../support/query-world.js';

@Embeddable()
class Part {
  @Id({ type: 'string' }) sku!: string;
  @Bin({ type: 'int' }) amount?: number;
}

@Entity({ set: 'qc_box' })
class Box {
  @Id({ type: 'string' }) id!: string;
  @Index({ name: 'qc_size', type: 'numeric' })
  @Bin({ type: 'int' })
  size?: number;
  @ListBin(() => Part, { as: 'map' }) parts?: Part[];
  @HllBin({ indexBits: 8 }) seen?: Uint8Array;
}

const PARTS: Readonly<Record<string, BinValue>> = {
  one: { a: { amount: 1 }, b: { amount: 5 } },
  two: { b: { amount: 1 } },
  none: {},
};

describe('conditions on what is stored in special ways', () => {
  let world: QueryWorld<Box>;
  let boxes: Query<Box>;

  beforeAll(async () => {
    world = await QueryWorld.open(Box);
    await world.createIndexes();
    let size = 0;
    for (const [id, parts] of Object.entries(PARTS))
      await world.put(id, { parts, size: (size += 1) });
    const key = ['test', world.set, 'one'] as const;
    await world.client.operate(key, [hllAdd('seen', ['x', 'y', 'z'], 8)]);
    boxes = createQuery(world.context()).allowScan('a test');
  });

  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  const found = async (query: Query<Box>): Promise<string[]> => (await query.ids()).sort();

  it('look at the elements of lists that are stored as maps, and at their ids', async () => {
    const { where } = { where: boxes.where.bind(boxes) };
    expect(
      await found(where((f) => f.parts.some((p) => p.sku.eq('b').and(p.amount.gt(1))))),
    ).toEqual(['one']);
    expect(await found(where((f) => f.parts.some((p) => p.sku.eq('b'))))).toEqual(['one', 'two']);
    expect(await found(where((f) => f.parts.every((p) => p.amount.eq(1))))).toEqual([
      'none',
      'two',
    ]);
    expect(await found(where((f) => f.parts.byId('b').amount.eq(1)))).toEqual(['two']);
    expect(await found(where((f) => f.parts.size().eq(1)))).toEqual(['two']);
    expect(() =>
      where((f) => (f as never as { size: { byId(id: string): never } }).size.byId('x')),
    ).toThrow(/is for lists that are stored as maps by id/);
  });

  it('count what is in sketches', async () => {
    expect(await found(boxes.where((f) => f.seen.hllCount().eq(3)))).toEqual(['one']);
    expect(await found(boxes.where((f) => f.seen.hllMayContain(['x', 'y'])))).toEqual(['one']);
    expect(await found(boxes.where((f) => f.seen.hllMayContain(['nobody'])))).toEqual([]);
    expect(await found(boxes.where((f) => f.seen.hllCount().gt(0).not()))).toEqual(['none', 'two']);
  });

  it(
    'run stream functions where an index answers all conditions',
    unlessLimited('aggregate', async () => {
      const lua =
        'local function size(r) return r.size end\nlocal function add(a, b) return a + b end\nfunction total(s) return s : map(size) : reduce(add) end';
      const module = `qc_${process.pid}.lua`;
      await world.client.udfPut({ filename: module, source: lua }, UDF_TYPE_LUA);
      const name = module.slice(0, -'.lua'.length);
      const sizes = await boxes.where((f) => f.size.gte(2)).aggregate(name, 'total');
      expect(sizes.reduce<number>((sum, part) => sum + (part as number), 0)).toBe(5);
      await expect(
        boxes.where((f) => f.size.gte(2).and(f.parts.size().eq(1))).aggregate(name, 'total'),
      ).rejects.toThrow(/servers do not filter before a stream function/);
      await world.client.udfRemove(module);
    }),
  );
});

describe('indexes on expressions', () => {
  it('serve conditions on the same expression, and no others', async () => {
    await using world = await QueryWorld.open(Order);
    await world.createIndexes(['q_left']);
    await world.put('a', { total: 10, discount: 3 });
    await world.put('b', { total: 10, discount: 4 });
    await world.put('c', { total: 10 });
    const orders = createQuery(world.context());
    const query = orders.where((f) => f.total.sub(f.discount).eq(7));
    expect(await query.explain()).toMatchObject({
      access: 'sindex',
      index: world.indexName('q_left'),
      predicate: '($.total - $.discount) == 7',
      exact: true,
    });
    expect(await query.ids()).toEqual(['a']);
    const range = orders.where((f) => f.total.sub(f.discount).gt(5).and(f.discount.lt(4)));
    expect((await range.explain()).access).toBe('sindex');
    expect(await range.ids()).toEqual(['a']);
    expect((await orders.where((f) => f.total.add(f.discount).eq(7)).explain()).access).toBe(
      'scan',
    );
  });
});
