import { createClient, type Host } from '@aeroform/core';
import { DataSource, Repository } from '@aeroform/orm';
import { Product } from './shop/product.js';

// #region custom
class Products extends Repository<Product> {
  cheaperThan(cents: number): Promise<Product[]> {
    return this.query()
      .where((f) => f.cents.lt(cents))
      .all();
  }
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region states
  const source = new DataSource({
    hosts,
    namespace: 'test',
    entities: [Product],
    indexes: { sync: 'create' },
    retry: { attempts: 10, delayMs: 500 },
  }); // checks options and declarations; no I/O
  const products = source.getRepository(Product); // the same object every time
  const early = await products.exists('mug').catch((error: Error) => error.name);
  await source.initialize(); // connects, looks after the indexes
  const state = [source.isInitialized, (await source.ping()).ok]; // [true, true]; ping never throws
  await source.destroy({ timeoutMs: 5000 }); // refuses new calls, waits for those under way, closes
  // #endregion

  // #region use-custom
  const catalogue = source.getRepository(Product, Products);
  // #endregion

  // #region client
  await using client = await createClient({ hosts }).connect();
  await using archive = new DataSource({ name: 'archive', client, namespace: 'test' });
  await archive.initialize(); // the client stays open when the data source is destroyed
  // #endregion
  return [early, state, archive.name, typeof catalogue.cheaperThan];
}

export const expected = ['DataSourceStateError', [true, true], 'archive', 'function'];
