import type { Host } from '@aeroform/core';
// #region entity
import { Bin, DataSource, Entity, Id, Index, Version } from '@aeroform/orm';

@Entity({ set: 'products' })
class Product {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) title!: string;
  @Bin({ type: 'int' }) @Index() cents!: number;
  @Bin({ type: 'int', default: 0 }) stock!: number;
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region open
  await using source = new DataSource({
    hosts, // 'localhost:3000'
    namespace: 'test',
    entities: [Product],
    indexes: { sync: 'create' }, // makes the index on `cents` where it is missing
  });
  await source.initialize();
  const products = source.getRepository(Product);
  // #endregion

  // #region save
  const mug = products.create({ id: 'mug', title: 'Mug', cents: 990 });
  await products.save(mug); // mug.version is 1, mug.stock 0
  // #endregion

  // #region find
  const found = await products.findById('mug'); // Product | null
  const sure = await products.findByIdOrFail('mug'); // or EntityNotFoundError
  sure.cents = 890;
  await products.save(sure); // writes one bin, unless somebody wrote in between
  // #endregion

  // #region operate
  const { stock } = await products.operate('mug', (r) => ({ stock: r.stock.inc(5) }));
  // #endregion

  // #region query
  const cheap = await products
    .query()
    .where((f) => f.cents.lt(1000).and(f.stock.gt(0)))
    .all();
  // #endregion
  return [found?.title, sure.version, stock, cheap.map(({ id, cents }) => [id, cents])];
}

export const expected = ['Mug', 2, 5, [['mug', 890]]];
