import type { Host } from '@aeroform/core';
import { ref } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';
import { Order } from './shop/order.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const customers = source.getRepository(Customer);
  const orders = source.getRepository(Order);

  // #region save
  const ada = await customers.insert({ name: 'Ada', email: 'ada@example.com' });
  const lines = [{ sku: 'mug', quantity: 2, cents: 990 }];
  const order = orders.create({ customer: ref(ada), lines, netCents: 1980, placedAt: new Date() });
  await orders.save(order); // stores ada.id
  // #endregion

  // #region load
  const found = await orders.findByIdOrFail(order.id);
  const { id, loaded } = found.customer; // the id is known; loaded is false
  const customer = await found.customer.load(); // one read, once
  const again = found.customer.get(); // the same object, no waiting
  // #endregion

  // #region populate
  const full = await orders.findByIdOrFail(order.id, { populate: ['customer'] });
  const name = full.customer.$?.name; // typed as loaded; null when there is no such record
  const many = await orders.findByIds([order.id]);
  const here = many.filter((each) => each !== null);
  await orders.populate(here, ['customer']); // one batch for all of them
  // #endregion

  // #region query
  const ofAda = await orders
    .query()
    .where((f) => f.customer.eq(ada.id))
    .all(); // through the index on `customer`
  // #endregion

  // #region change
  const bob = await customers.insert({ name: 'Bob', email: 'bob@example.com' });
  found.customer = ref(Customer, bob.id); // nothing is read
  await orders.save(found);
  // #endregion
  const changed = await orders.findByIdOrFail(order.id);
  return [
    id === ada.id,
    loaded,
    customer === again,
    name,
    here[0]?.customer.loaded,
    ofAda.length,
    changed.customer.equals(bob),
  ];
}

export const expected = [true, false, true, 'Ada', true, 1, true];
