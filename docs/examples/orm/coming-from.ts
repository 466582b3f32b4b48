import type { Host } from '@aeroform/core';
import { gt } from '@aeroform/orm';
import { fillShop } from './shop/fill-shop.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  await fillShop(source);
  const products = source.getRepository(Product);

  // #region verbs
  const mug = await products.findById('mug'); // findOneBy · findById · findById
  if (mug !== null) {
    mug.cents = 890;
    await products.save(mug); // save · save · save
  }
  await products.update('pen', { stock: 41 }); // update · updateOne · update(doc, fields)
  await products.operate('pen', (r) => ({ stock: r.stock.inc() })); // increment · $inc · add
  const dear = await products.find({ where: { cents: gt(800) } }); // find({ where }) · find · findBy…
  const some = await products.findByIds(['mug', 'none']); // findBy(In) · $in · findAllById
  await products.removeById('pad'); // delete · deleteOne · deleteById
  // #endregion
  return [mug?.version, dear.length, some.map((product) => product?.sku)];
}

export const expected = [2, 2, ['mug', undefined]];
