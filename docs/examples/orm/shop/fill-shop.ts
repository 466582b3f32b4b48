import type { DataSource } from '@aeroform/orm';
import { Product } from './product.js';

// #region fill
export async function fillShop(source: DataSource): Promise<void> {
  const products = source.getRepository(Product);
  const rows = [
    { sku: 'mug', title: 'Mug', cents: 990, stock: 5, tags: ['kitchen', 'gift'] },
    { sku: 'pen', title: 'Pen', cents: 150, stock: 40, tags: ['office'] },
    { sku: 'pad', title: 'Note pad', cents: 450, stock: 0, tags: ['office', 'gift'] },
    { sku: 'lamp', title: 'Lamp', cents: 4900, stock: 2 },
  ];
  const outcome = await products.insertMany(rows.map((row) => products.create(row)));
  outcome.throwIfFailed();
}
// #endregion
