import { DataSource, type DataSourceOptions } from '@aeroform/orm';
import type { Host } from '@aeroform/core';
import { Customer } from './customer.js';
import { Order } from './order.js';
import { Product } from './product.js';
import { Session } from './session.js';
import { Store } from './store.js';

// #region open
export async function openShop(
  hosts: readonly Host[],
  options: Partial<DataSourceOptions> = {},
): Promise<DataSource> {
  const source = new DataSource({
    hosts,
    namespace: 'test',
    entities: [Customer, Product, Order, Session, Store],
    indexes: { sync: 'create' }, // in production: 'verify', the default
    ...options,
  });
  return source.initialize();
}
// #endregion
