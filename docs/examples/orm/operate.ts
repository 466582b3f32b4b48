import type { Host } from '@aeroform/core';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const products = source.getRepository(Product);
  const customers = source.getRepository(Customer);
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990, stock: 5, tags: ['kitchen'] });

  // #region results
  const result = await products.operate('mug', (r) => ({
    stock: r.stock.dec(2), // 3
    size: r.tags.push('gift', 'blue'), // 3
    first: r.tags.at(0), // 'kitchen'
    top: r.tags.topRank(1), // ['kitchen']: the largest by value
    color: r.details.put('color', 'blue'), // 1: the size of the map
  }));
  const version = result.$version;
  // #endregion

  // #region nested
  const address = { street: 'Storgata 1', city: 'Oslo' };
  const ada = await customers.save(
    customers.create({ name: 'Ada', email: 'ada@example.com', address }),
  );
  await customers.operate(ada.id, (r) => ({ city: r.address.city.set('Bergen') }));
  // #endregion

  // #region expressions
  const { fits, sold, offer } = await products.operate('mug', (r) => ({
    fits: r.$.exp((f) => f.stock.mul(f.cents)), // read: 3 × 990
    sold: r.$.when((f) => f.stock.gte(2), r.stock.dec(2)), // true: it was done
    offer: r.cents.setExpr((f) => f.cents.mul(9).div(10)), // the price, 10 % off
  }));
  // #endregion

  // #region entity
  const mug = await products.findByIdOrFail('mug');
  await products.operate(mug, (r) => ({ stock: r.stock.inc(10) })); // under its version
  const stock = mug.stock; // 11: the entity is brought up to date
  // #endregion

  // #region many
  await products.insert({ sku: 'pen', title: 'Pen', cents: 150 });
  const outcome = await products.operateMany(['mug', 'pen'], (r) => ({ stock: r.stock.inc() }));
  const stocks = outcome.throwIfFailed().map((each) => each.stock); // [12, 1]
  // #endregion

  const { city } = (await customers.findByIdOrFail(ada.id)).address ?? {};
  return [
    result.stock,
    result.size,
    result.first,
    version,
    city,
    fits,
    sold,
    offer,
    mug.cents,
    stock,
    stocks,
  ];
}

export const expected = [3, 3, 'kitchen', 2, 'Bergen', 2970, true, undefined, 891, 11, [12, 1]];
