import type { Host } from '@aeroform/core';
import { fillShop } from './shop/fill-shop.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';
import { Store } from './shop/store.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  await fillShop(source);
  const products = source.getRepository(Product);

  const stores = source.getRepository(Store);
  const at: Store['at'] = { type: 'Point', coordinates: [10.75, 59.91] };
  await stores.insert({ id: 'oslo', name: 'Oslo', at, story: 'Once upon a time …' });

  // #region coalesce
  const together = products.scoped({ coalesce: true }); // or the data source's option `coalesce`
  const found = await Promise.all(['mug', 'pen', 'none'].map((sku) => together.findById(sku)));
  // #endregion

  // #region select
  const slim = await products.findById('mug', { select: ['title', 'cents'] }); // two bins
  const store = await stores.findById('oslo'); // all but `story`, which has select: false
  const told = await stores.findById('oslo', { select: ['story'] });
  // #endregion

  // #region parallel
  let cents = 0;
  const all = products.query().allowScan('export');
  for await (const product of all.stream({ parallel: 4 })) cents += product.cents;
  // #endregion
  return [found.map((product) => product?.title), slim?.title, store?.story, told?.story, cents];
}

export const expected = [['Mug', 'Pen', undefined], 'Mug', undefined, 'Once upon a time …', 6490];
