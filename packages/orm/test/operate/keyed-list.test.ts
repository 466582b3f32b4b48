import { unlessLimited } from '../../../../test/support/driver-under-test.js';
import { Bin, Entity, Id, ListBin } from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import { gadgetId } from './gadget.js';

class Item {
  @Id() sku!: string;
  @Bin({ type: 'int' }) qty!: number;
  @ListBin(() => 'string') notes?: string[];
}

@Entity({ set: 'orm_op_basket' })
class Basket {
  @Id() id!: string;
  @ListBin(() => Item, { as: 'map' }) items?: Item[];
}

eachServer({ entities: [Basket] }, (running) => {
  const baskets = () => running().dataSource.getRepository(Basket);

  test(
    'elements of a keyed list are worked on by their id',
    unlessLimited('severalResultsOfBin', async () => {
      const id = gadgetId();
      const result = await baskets().operate(id, (r) => ({
        size: r.items.push({ sku: 'b', qty: 2 }, { sku: 'a', qty: 1 }),
        inc: r.items.in('a').qty.inc(4),
        note: r.items.in('c').notes.push('new'),
        set: r.items.in('d').set({ sku: 'd', qty: 7 }),
        whole: r.items.in('a').get(),
        got: r.items.getKey('b'),
        none: r.items.getKey('z'),
        has: r.items.has('b'),
        ids: r.items.ids(),
        first: r.items.at(0),
        slice: r.items.slice(0, 2),
        kept: r.items.pushAll([{ sku: 'a', qty: 0 }], { only: 'create', noFail: true } as never),
        gone: r.items.delete('b'),
        left: r.items.size(),
      }));
      expect(result).toMatchObject({
        size: 2,
        inc: 5,
        note: 1,
        whole: { sku: 'a', qty: 5 },
        got: { sku: 'b', qty: 2 },
        none: undefined,
        has: true,
        ids: ['a', 'b', 'c', 'd'],
        first: { sku: 'a', qty: 5 },
        slice: [{ sku: 'a' }, { sku: 'b' }],
        kept: 4,
        gone: true,
        left: 3,
      });
      expect(result.whole).toBeInstanceOf(Item);
      const { items } = await baskets().findByIdOrFail(id);
      expect(items).toMatchObject([
        { sku: 'a', qty: 5 },
        { sku: 'c', notes: ['new'] },
        { sku: 'd', qty: 7 },
      ]);
    }),
  );

  test('a keyed list is worked on through a handle', async () => {
    const id = gadgetId();
    const items = baskets().list(id, 'items');
    expect(await items.push({ sku: 'b', qty: 2 }, { sku: 'a', qty: 1 }, { sku: 'c', qty: 3 })).toBe(
      3,
    );
    expect(await items.in('b').qty.inc()).toBe(3);
    const seen: string[] = [];
    for await (const { sku } of items.items({ pageSize: 2 })) seen.push(sku);
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  test('operations by place are no operations of a keyed list', async () => {
    await expect(
      baskets().operate(gadgetId(), (r) => ({ n: r.items.insert(0, { sku: 'a', qty: 1 }) })),
    ).rejects.toThrow(/^Basket\.items\.insert: there is no such operation on type keyedList/);
  });
});
