import type { Host } from '@aeroform/core';
import { type Repository, Transactional, TransactionScopeError } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

/** A namespace with strong consistency, which Aerospike has in its Enterprise Edition. */
export const server = {
  edition: 'enterprise',
  namespaces: [{ name: 'test', strongConsistency: true, nsupPeriod: 120 }],
} as const;

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const products = source.getRepository(Product);
  const customers = source.getRepository(Customer);
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990, stock: 5 });
  const ada = await customers.insert({ name: 'Ada', email: 'ada@example.com', points: 1000 });

  // #region transaction
  const left = await source.transaction(async (tx) => {
    const mug = await products.findByIdOrFail('mug'); // no need to pass tx on
    mug.stock -= 1;
    await products.save(mug);
    await customers.update(ada.id, { points: 10 });
    tx.onCommit(() => void sent.push('mail')); // once it is committed
    return mug.stock;
  }); // committed
  // #endregion

  // #region throws
  const undone = await source
    .transaction(async () => {
      await products.update('mug', { stock: 0 });
      throw new Error('no card'); // nothing of it is seen by anybody
    })
    .catch((error: Error) => error.message);
  // #endregion

  // #region scope
  const refused = await source
    .transaction(() =>
      products
        .query()
        .where((f) => f.cents.gt(0))
        .all(),
    )
    .catch((error: unknown) => error instanceof TransactionScopeError); // true
  // #endregion

  const checkout = new Checkout(source.getRepository(Product));
  const sold = await checkout.sell('mug', 2);
  const { stock } = await products.findByIdOrFail('mug');
  return [left, undone, refused, sold, stock, sent];
}

const sent: string[] = [];

// #region decorator
class Checkout {
  constructor(private readonly products: Repository<Product>) {}

  @Transactional({ timeoutSec: 5, retries: 3 })
  async sell(sku: string, quantity: number): Promise<number> {
    const { stock } = await this.products.operate(sku, (r) => ({ stock: r.stock.dec(quantity) }));
    if (stock < 0) throw new Error(`no more ${sku}`); // undoes it
    return stock;
  }
}
// #endregion

export const expected = [4, 'no card', true, 2, 2, ['mail']];
