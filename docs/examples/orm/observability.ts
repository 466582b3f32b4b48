import { getMetrics, type Host } from '@aeroform/core';
import { OPERATION_CHANNEL, type OrmPlugin, type SlowOperation } from '@aeroform/orm';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region telemetry
  const slow: SlowOperation[] = [];
  const telemetry = {
    slowMs: 0.001, // a real one: 50
    onSlow: (operation: SlowOperation) => slow.push(operation), // default: a warning in core's log
    statements: 'shape', // 'full' shows values of conditions, 'none' no plan
  } as const;
  // #endregion

  // #region plugin
  const calls: string[] = [];
  const audit: OrmPlugin = {
    name: 'audit',
    async onOperation({ verb, entity }, next) {
      calls.push(`${entity}.${verb}`);
      return next(); // the plugin may wait, throw, or look at the result
    },
  };
  // #endregion
  await using source = await openShop(hosts, { telemetry, plugins: [audit] });
  const products = source.getRepository(Product);

  // #region channel
  const ended: string[] = [];
  const listener = {
    asyncEnd: ({ operation }: { operation: { verb: string } }) => ended.push(operation.verb),
  };
  OPERATION_CHANNEL.subscribe(listener as never);
  // #endregion
  await products.insert({ sku: 'mug', title: 'Mug', cents: 990 });
  await products
    .query()
    .where((f) => f.cents.gt(0))
    .all();
  OPERATION_CHANNEL.unsubscribe(listener as never);

  // #region metrics
  const text = await getMetrics(); // Prometheus text; core's metrics server serves the same
  const found = text.includes('aerospike_orm_operation_duration_seconds');
  // #endregion
  return [slow.map(({ verb, access }) => `${verb} ${access}`), calls, ended, found];
}

export const expected = [
  ['insert key', 'query.all sindex'],
  ['Product.insert', 'Product.query.all'],
  ['insert', 'query.all'],
  true,
];
