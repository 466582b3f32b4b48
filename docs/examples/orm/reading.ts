import type { Host } from '@aeroform/core';
import { fillShop } from './shop/fill-shop.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  await fillShop(source);
  const products = source.getRepository(Product);

  // #region pages
  const all = products.query().allowScan('the catalogue is small');
  const first = await all.page({ size: 3 });
  const cursor = first.cursor; // text, for a URL; null at the end
  const second = await all.page({ size: 3, cursor });
  // #endregion

  // #region stream
  let worth = 0;
  for await (const product of all) {
    worth += product.cents * product.stock; // the servers wait while this loop is busy
    if (worth > 1_000_000) break; // ends the query
  }
  // #endregion

  // #region counts
  const priced = products.query().where((f) => f.cents.gt(0));
  const count = await priced.count(); // no bins are read
  const any = await priced.exists();
  const ids = await priced.ids();
  const about = await products
    .scoped({ withDeleted: true })
    .count(undefined, { approximate: true }); // asks the nodes, reads nothing
  // #endregion

  // #region folds
  const total = await priced.sum('stock');
  const value = await priced.sum((f) => f.cents.mul(f.stock)); // the product is computed on the servers
  const mean = await priced.avg('cents');
  const dearest = await priced.max('cents');
  const titles = await priced.distinct('title');
  const longest = await priced.reduce(
    (so, { title }) => (title.length > so.length ? title : so),
    '',
  );
  // #endregion

  // #region job
  const job = await products
    .query()
    .where((f) => f.cents.gte(1000))
    .updateAll((r) => ({ stock: r.stock.inc(10) }));
  await job.wait(); // also: job.progress(), a signal
  const removal = await products
    .query()
    .where((f) => f.cents.lt(200))
    .removeAll();
  await removal.wait();
  // #endregion

  const { stock } = await products.findByIdOrFail('lamp');
  const left = await priced.ids();
  return [
    first.items.length + second.items.length,
    second.done,
    worth,
    [count, any, ids.length, about],
    [total, value, mean, dearest, titles.length, longest],
    stock,
    left.toSorted(),
  ];
}

export const expected = [
  4,
  true,
  20_750,
  [4, true, 4, 4],
  [47, 20_750, 1622.5, 4900, 4, 'Note pad'],
  12,
  ['lamp', 'mug', 'pad'],
];
