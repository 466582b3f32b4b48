import type { Host } from '@aeroform/core';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';
import { Session } from './shop/session.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const sessions = source.getRepository(Session);
  const { id } = await sessions.insert({ customerId: 'ada' });

  // #region map
  const basket = sessions.map(id, 'basket'); // nothing is sent
  await basket.put('mug', 2);
  await basket.incKey('pen', 3);
  const mugs = await basket.getKey('mug'); // 2
  const most = await basket.topRank(1); // [['pen', 3]]
  const few = await basket.valueRange(0, 3).get('keys'); // ['mug']: fewer than 3
  // #endregion

  // #region iterate
  const keys: string[] = [];
  for await (const [sku] of basket.entries({ from: 'a', to: 'n', pageSize: 100 })) keys.push(sku);
  // #endregion

  // #region multi
  const { size, gone } = await basket.multi((map) => ({
    gone: map.delete('pen'),
    size: map.size(),
  }));
  // #endregion

  // #region list
  const products = source.getRepository(Product);
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990, tags: ['kitchen'] });
  const tags = products.list('mug', 'tags');
  await tags.push('gift', 'blue');
  const last = await tags.at(-1); // 'blue'
  const removed = await tags.removeValue('gift'); // 1
  // #endregion

  // #region with
  const refused = await products
    .list('tea', 'tags')
    .with({ when: (f) => f.stock.gt(0) }) // also: there must be a record
    .push('drink')
    .catch((error: Error) => error.name);
  // #endregion

  // #region saved
  const mug = await products.findByIdOrFail('mug');
  mug.tags?.push('new');
  await products.save(mug); // appends one element; the others are not sent again
  // #endregion
  return [mugs, most, few, keys, size, gone, last, removed, refused, await tags.get()];
}

export const expected = [
  2,
  [['pen', 3]],
  ['mug'],
  ['mug'],
  1,
  true,
  'blue',
  1,
  'EntityNotFoundError',
  ['kitchen', 'blue', 'new'],
];
