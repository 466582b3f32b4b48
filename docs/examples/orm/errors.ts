import type { Host } from '@aeroform/core';
import { AerospikeError } from '@aeroform/core';
import { EntityExistsError, OptimisticLockError, OrmError } from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const products = source.getRepository(Product);
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990 });

  // #region catch
  const seen: string[] = [];
  try {
    await products.insert({ sku: 'mug', title: 'Cup', cents: 500 });
  } catch (error) {
    if (error instanceof EntityExistsError) seen.push(`${String(error.id)} exists`);
    else if (error instanceof OptimisticLockError) seen.push(error.reason);
    else if (error instanceof AerospikeError && error.inDoubt) seen.push('it may have happened');
    else throw error;
  }
  // #endregion

  // #region names
  const wrong = await products
    .insert({ sku: 'cup', title: 'Cup', cents: 9.5 })
    .catch((error: unknown) => (error instanceof OrmError ? [error.code, error.message] : null));
  // 'ORM_MAPPING', 'Product.cents: must be a whole number inside ±(2^53 − 1) (declare type: …'
  // #endregion
  return [seen, wrong];
}

export const expected = [
  ['mug exists'],
  [
    'ORM_MAPPING',
    "Product.cents: must be a whole number inside ±(2^53 − 1) (declare type: 'double' for fractions, 'bigint' for larger integers); got number 9.5",
  ],
];
