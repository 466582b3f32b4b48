import type { Host } from '@aeroform/core';
import { between, gt, includes, ref, ScanForbiddenError } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { fillShop } from './shop/fill-shop.js';
import { openShop } from './shop/open-shop.js';
import { Order } from './shop/order.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  await fillShop(source);
  const products = source.getRepository(Product);

  // #region forms
  const gifts = await products
    .query()
    .where((f) => f.cents.between(100, 1000).and(f.tags.includes('gift'), f.stock.gt(0)))
    .all();
  const same = await products
    .query()
    .where('cents', between(100, 1000))
    .where({ tags: includes('gift'), stock: gt(0) })
    .all();
  const one = await products.findOne({ where: { cents: 990 } });
  // #endregion

  // #region logic
  const cheapOrSoldOut = await products
    .query()
    .where((f) => f.cents.lt(200).or(f.stock.eq(0)).and(f.title.startsWith('Mug').not()))
    .allowScan('four products')
    .ids();
  // #endregion

  // #region computed
  const orders = source.getRepository(Order);
  const order = orders.create({ customer: ref(Customer, 'ada'), lines: [], placedAt: new Date() });
  await orders.save(Object.assign(order, { netCents: 1980, shipCents: 490 }));
  const large = await orders
    .query()
    .where((f) => f.totalCents.gt(2000).and(f.placedAt.gt(new Date('2026-01-01'))))
    .select('placedAt', 'totalCents')
    .all();
  const total = large[0]?.totalCents; // of the moment it was read
  const bill = await orders.findById(order.id, { select: ['totalCents'] });
  // #endregion

  // #region select
  const titles = await products
    .query()
    .where((f) => f.cents.gte(1000))
    .select('title')
    .all(); // Pick<Product, 'title' | 'sku'>[]
  const values = await products
    .query()
    .where((f) => f.cents.gte(1000))
    .project((f) => ({ worth: f.cents.mul(f.stock) }))
    .all(); // computed by the servers
  // #endregion

  // #region bounded
  const dearest = await products
    .query()
    .where((f) => f.cents.gt(0))
    .orderBy('cents', 'desc')
    .limit(2)
    .all();
  // #endregion

  // #region explain
  const plan = await products
    .query()
    .where((f) => f.cents.lt(1000).and(f.stock.gt(0)))
    .explain();
  const used = [plan.access, plan.index, plan.residual];
  const text = plan.text; // all of it, to read
  // #endregion

  // #region scan
  const query = products.query().where((f) => f.stock.eq(0));
  const refused = await query.all().catch((error: unknown) => {
    if (!(error instanceof ScanForbiddenError)) throw error;
    return error.plan.access;
  });
  const soldOut = await query.allowScan('nightly report').all();
  // #endregion

  // #region keys
  const byKey = products.query().where((f) => f.sku.in(['mug', 'pen']).and(f.stock.gt(10)));
  const { access } = await byKey.explain(); // 'pk-batch': no query at all
  // #endregion
  const skus = (found: readonly { readonly sku: string }[]): string[] =>
    found.map(({ sku }) => sku).toSorted();
  return [
    skus(gifts),
    skus(same),
    one?.sku,
    cheapOrSoldOut.toSorted(),
    titles.map(({ title }) => title),
    values,
    dearest.map(({ sku }) => sku),
    used,
    text,
    refused,
    skus(soldOut),
    access,
    await byKey.ids(),
    [total, bill?.totalCents],
  ];
}

// #region text
const planText = `Product: sindex products_cents (one index query)
  condition: $.cents < 1000 and $.stock > 0 and not ($.deletedAt.exists())
  asked:     $.cents <= 999
  residual:  $.stock > 0 and not ($.deletedAt.exists())
  + products_cents for $.cents <= 999: used
  - products_tags: serves none of the conditions`;
// #endregion

export const expected = [
  ['mug'],
  ['mug'],
  'mug',
  ['pad', 'pen'],
  ['Lamp'],
  [{ worth: 9800 }],
  ['lamp', 'mug'],
  ['sindex', 'products_cents', '$.stock > 0 and not ($.deletedAt.exists())'],
  planText,
  'scan',
  ['pad'],
  'pk-batch',
  ['pen'],
  [2470, 2470],
];
