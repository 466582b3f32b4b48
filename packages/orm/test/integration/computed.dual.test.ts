import { Bin, Computed, Entity, Id, MappingError, type Root, Version } from '../../src/index.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity('orm_computed')
class Item {
  @Id({ type: 'string' }) id!: string;
  @Version() version?: number;
  @Bin({ type: 'int' }) price?: number;
  @Bin({ name: 'qty', type: 'int' }) quantity?: number;
  @Bin({ type: 'string' }) name?: string;
  @Computed((f: Root<Item>) => f.price.mul(f.quantity)) total?: number;
  @Computed((f: Root<Item>) => f.total.gt(10)) isBig?: boolean;
  @Computed((f: Root<Item>) => f.price) same?: number;
}

@Entity({
  set: 'orm_computed2',
  schemaVersion: 2,
  migrate: { 1: (bins) => ({ ...bins, a: 2 }) },
})
class Sheet {
  @Id({ type: 'string' }) id!: string;
  @Bin({ type: 'int' }) a?: number;
  @Computed((f: Root<Sheet>) => f.a.mul(2)) twice?: number;
}

eachServer({ entities: [Item, Sheet], scans: 'allow' }, (running) => {
  const items = () => running().dataSource.getRepository(Item);
  const stored = async (id: string) =>
    (await running().dataSource.client.get(['test', 'orm_computed', id])).bins;

  test('a selection that names computed properties reads what the server computes', async () => {
    const id = freshId();
    await items().insert({ id, price: 3, quantity: 4, name: 'a' });
    const whole = await items().findByIdOrFail(id);
    expect(whole).not.toHaveProperty('total');
    const found = await items().findById(id, { select: ['price', 'total', 'isBig', 'same'] });
    expect(found).toEqual({ id, version: 1, price: 3, total: 12, isBig: true, same: 3 });
    expect(found).toBeInstanceOf(Item);
    expect(await items().findById(id, { select: ['total'] })).toEqual({
      id,
      version: 1,
      total: 12,
    });
    expect(await items().findById('orm-no-such', { select: ['total'] })).toBeNull();
    expect(await items().findByIds([id, 'orm-no-such'], { select: ['total', 'name'] })).toEqual([
      { id, version: 1, total: 12, name: 'a' },
      null,
    ]);
  });

  test('queries read them, also in pages, streams and an order', async () => {
    const [first, second] = [freshId(), freshId()];
    const name = freshId();
    await items().insertMany([
      items().create({ id: first, price: 2, quantity: 5, name }),
      items().create({ id: second, price: 1, name }),
    ]);
    const query = items()
      .query()
      .where((f) => f.name.eq(name))
      .select('name', 'total');
    const expected = [
      { id: second, version: 1, name, total: undefined },
      { id: first, version: 1, name, total: 10 },
    ];
    expect(await query.orderBy('price').limit(2).all()).toEqual(expected);
    const { items: page } = await query.page({ size: 5 });
    expect(page).toHaveLength(2);
    expect(page).toEqual(expect.arrayContaining(expected));
    const streamed = [];
    for await (const each of query) streamed.push(each);
    expect(streamed).toEqual(expect.arrayContaining(expected));
    const byId = items()
      .query()
      .where((f) => f.id.in([first, second]))
      .where((f) => f.total.eq(10));
    expect(await byId.select('total').all()).toEqual([{ id: first, version: 1, total: 10 }]);
  });

  test('they are undefined where an operand is absent, and a bin that is absent is no change', async () => {
    const id = freshId();
    await items().insert({ id, price: 3 });
    const found = await items().findByIdOrFail(id, { select: ['name', 'total', 'isBig'] });
    expect(found).toMatchObject({ name: undefined, total: undefined });
    expect(items().changed(found as Item)).toEqual([]);
  });

  test('they are never stored, and never count as a change', async () => {
    const id = freshId();
    await items().insert({ id, price: 3, quantity: 4 });
    const found = (await items().findByIdOrFail(id, { select: ['price', 'total'] })) as Item;
    found.total = 99;
    expect(items().changed(found)).toEqual([]);
    found.price = 5;
    await items().save(found);
    expect(await stored(id)).toEqual({ price: 5, qty: 4 });
    expect(found.total).toBe(99);
    await items().reload(found);
    expect(found).toMatchObject({ price: 5, total: 20 });
    await items().save(Object.assign(new Item(), { id: freshId(), price: 1, total: 7 }));
  });

  test('drafts and patches that give them are refused', async () => {
    const repository = items();
    const draft = { id: 'x', total: 1 };
    const message = /^Item\.total: is computed by the server and never stored; leave it out/;
    expect(() => repository.create(draft)).toThrow(message);
    await expect(repository.insert(draft)).rejects.toThrow(MappingError);
    await expect(repository.update('x', { total: 1 })).rejects.toThrow(message);
    await expect(repository.upsert(draft)).rejects.toThrow(message);
  });

  test('reading may touch the record, too', async () => {
    const id = freshId();
    await items().insert({ id, price: 3, quantity: 4 });
    const touched = await items().findByIdOrFail(id, { select: ['total'], touch: true });
    expect(touched).toEqual({ id, version: 2, total: 12 });
    const one = [{ id, version: 2, total: 12 }];
    expect(await items().findByIds([id], { select: ['total'], touch: 50 })).toEqual(one);
  });

  test('classes whose records are read as a whole have them in projections only', async () => {
    const sheets = running().dataSource.getRepository(Sheet);
    const { id } = await sheets.insert({ id: freshId(), a: 4 });
    const message = /^Sheet\.twice: .*read it with query\(\)\.project/;
    await expect(sheets.findById(id, { select: ['twice'] })).rejects.toThrow(message);
    await expect(sheets.findByIds([id], { select: ['twice'] })).rejects.toThrow(message);
    const query = sheets.query().where((f) => f.id.eq(id));
    await expect(query.select('twice').all()).rejects.toThrow(message);
    expect(await query.project((f) => ({ twice: f.twice })).all()).toEqual([{ twice: 8 }]);
  });
});
