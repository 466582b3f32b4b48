import type { Host } from '@aeroform/core';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region source
  await using source = await openShop(hosts, {
    policies: { read: { totalTimeout: 500 }, query: { totalTimeout: 10_000 } },
    behaviors: {
      checkout: { totalTimeout: 200, maxRetries: 0 },
      report: { totalTimeout: 0, maxRetries: 5 },
    },
  });
  // #endregion
  const products = source.getRepository(Product);

  // #region scoped
  const norway = products.scoped({ tenant: 'no' }); // the set products_no
  const trial = products.scoped({ set: 'products_trial' });
  await norway.insert({ sku: 'mug', title: 'Krus', cents: 9900 });
  await trial.insert({ sku: 'mug', title: 'Trial mug', cents: 1 });
  const found = await products.findById('mug'); // null: another set
  // #endregion

  // #region behaviors
  const quick = products.scoped({ behavior: 'checkout' });
  await quick.exists('mug');
  await products.findById('mug', { behavior: 'report' });
  // #endregion

  // #region call
  const signal = AbortSignal.timeout(1000);
  const mug = await norway.findById('mug', { policy: { totalTimeout: 100 }, signal });
  // #endregion
  return [found, mug?.title, (await trial.findById('mug'))?.title];
}

export const expected = [null, 'Krus', 'Trial mug'];
