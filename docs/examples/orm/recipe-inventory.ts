import type { Host } from '@aeroform/core';
import { FilteredOutError, type Repository } from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

// #region mutate
/** Several properties depend on each other: read, decide, write; again when somebody was faster. */
async function reserve(products: Repository<Product>, sku: string): Promise<boolean> {
  let got = false;
  await products.mutate(sku, (product) => {
    got = product.stock > 0;
    if (!got) return; // nothing changes, nothing is written
    product.stock -= 1;
    if (product.stock === 0) product.tags = [...(product.tags ?? []), 'sold-out'];
  });
  return got;
}
// #endregion

// #region condition
/** One number and one condition: the server decides, in one round trip. */
async function take(products: Repository<Product>, sku: string, count: number): Promise<boolean> {
  try {
    await products.operate(sku, (r) => ({ stock: r.stock.dec(count) }), {
      when: (f) => f.stock.gte(count),
    });
    return true;
  } catch (error) {
    if (error instanceof FilteredOutError) return false; // too few
    throw error;
  }
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const products = source.getRepository(Product);
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990, stock: 10 });
  await products.insert({ sku: 'pen', title: 'Pen', cents: 150, stock: 10 });
  // #region race
  const buyers = Array.from({ length: 20 });
  const reserved = await Promise.all(buyers.map(() => reserve(products, 'mug')));
  const taken = await Promise.all(buyers.map(() => take(products, 'pen', 1)));
  const won = [reserved, taken].map((all) => all.filter(Boolean).length); // [10, 10]
  // #endregion
  const mug = await products.findByIdOrFail('mug');
  const pen = await products.findByIdOrFail('pen');
  return [won, mug.stock, mug.tags, pen.stock];
}

export const expected = [[10, 10], 0, ['sold-out'], 0];
