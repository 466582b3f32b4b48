import { ref, ReferenceNotLoadedError } from '../../src/index.js';
import { eachServer } from '../integration/each-server.js';
import { freshId } from '../integration/order.js';
import { Company, Customer, Line, Order, Product } from './shop.js';

eachServer({ entities: [Order, Customer, Company, Product] }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const customers = () => running().dataSource.getRepository(Customer);
  const customer = () => customers().insert({ id: freshId(), name: 'Ada' });

  /** An order that was not made by a repository, with references that belong to no data source. */
  function order(customerId: string, productId: Buffer): Order {
    const made = new Order();
    made.id = freshId();
    made.total = 1;
    made.customer = ref(Customer, customerId);
    made.watchers = [ref(Customer, customerId)];
    made.lines = [Object.assign(new Line(), { product: ref(Product, productId), qty: 1 })];
    return made;
  }

  test.each<[string, (order: Order) => Promise<unknown>]>([
    ['save', (each) => orders().save(each)],
    ['insert', (each) => orders().insert(each)],
    ['upsert', (each) => orders().upsert(each)],
    ['saveMany', (each) => orders().saveMany([each])],
  ])('%s() makes references loadable that belonged to no data source', async (_, write) => {
    const { id } = await customer();
    const product = { id: Buffer.from(freshId()), name: 'mug' };
    await running().dataSource.getRepository(Product).insert(product);
    const made = order(id, product.id);
    const { customer: held } = made;
    await expect(held!.load()).rejects.toBeInstanceOf(ReferenceNotLoadedError);
    await write(made);
    expect(made.customer).toBe(held);
    expect(held!.loaded).toBe(false);
    expect(await held!.load()).toMatchObject({ id, name: 'Ada' });
    expect(held!.loaded).toBe(true);
    expect(await made.watchers![0]!.load({ signal: new AbortController().signal })).toMatchObject({
      name: 'Ada',
    });
    expect(await made.lines![0]!.product.load()).toMatchObject({ name: 'mug' });
    expect(orders().changed(made)).toEqual([]);
  });

  test('what is not there is an error of the reference that was saved', async () => {
    const made = order(freshId(), Buffer.from(freshId()));
    await orders().save(made);
    await expect(made.customer!.load()).rejects.toThrow(/there is no Customer/);
  });
});
