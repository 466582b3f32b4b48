import type { Host } from '@aeroform/core';
import { BatchError } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const products = source.getRepository(Product);

  // #region many
  const rows = ['mug', 'pen', 'pad'].map((sku) => products.create({ sku, title: sku, cents: 100 }));
  const saved = await products.saveMany(rows, { chunk: 500 });
  const outcome = await products.insertMany([
    products.create({ sku: 'pen', title: 'Pen', cents: 150 }), // is there already
    products.create({ sku: 'lamp', title: 'Lamp', cents: 4900 }),
  ]);
  const states = outcome.items.map(({ id, status, inDoubt }) => [id, status, inDoubt]);
  // #endregion

  // #region throw
  try {
    outcome.throwIfFailed();
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    const [failure] = error.outcome.failed; // failure.error is an EntityExistsError
    if (failure === undefined) throw error;
  }
  // #endregion

  // #region find
  const found = await products.findByIds(['lamp', 'none', 'mug']); // in this order, null for none
  const removed = await products.removeByIds(['pad', 'none']);
  const existed = removed.throwIfFailed(); // [true, false]
  // #endregion

  // #region mixed
  const ada = source.getRepository(Customer).create({ name: 'Ada', email: 'ada@example.com' });
  const mixed = await source
    .batch()
    .read(Product, 'mug')
    .save(ada)
    .operate(Product, 'pen', (r) => ({ stock: r.stock.inc(3) }))
    .run();
  const [mug, customer, pen] = mixed.items; // mug.value is a Product or null, pen.value.stock a number
  // #endregion
  return [
    saved.ok.length,
    states,
    found.map((product) => product?.sku),
    existed,
    [mug.value?.sku, customer.value?.version, pen.value?.stock],
  ];
}

export const expected = [
  3,
  [
    ['pen', 'failed', false],
    ['lamp', 'ok', false],
  ],
  ['lamp', undefined, 'mug'],
  [true, false],
  ['mug', 1, 3],
];
