import type { Host } from '@aeroform/core';
import { Bin, Entity, Id, IdProp } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';
import { Product } from './shop/product.js';

// #region kinds
@Entity({ set: 'invoices', sendKey: false })
class Invoice {
  declare readonly [IdProp]?: 'number';
  @Id({ type: 'int', storeAsBin: 'no' }) number!: number; // an integer key; also in the bin `no`
  @Bin({ type: 'int' }) cents!: number;
}

let last = 0;

@Entity({ set: 'parcels' })
class Parcel {
  @Id({ strategy: () => `parcel-${++last}` }) id!: string; // any function, async too
  @Bin({ type: 'string' }) to!: string;
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts, { entities: [Customer, Product, Invoice, Parcel] });

  // #region strategies
  const customers = source.getRepository(Customer);
  const ada = await customers.save(customers.create({ email: 'ada@example.com', name: 'Ada' }));
  const version = ada.id[14]; // '7': a UUID made when it was written

  const parcels = source.getRepository(Parcel);
  const parcel = await parcels.insert({ to: 'Oslo' }); // parcel.id is 'parcel-1'
  // #endregion

  // #region typed
  const invoices = source.getRepository(Invoice);
  await invoices.insert({ number: 7, cents: 1250 });
  const invoice = await invoices.findById(7); // findById('7') does not compile
  const there = await invoices.exists(7);
  const several = await invoices.existsMany([7, 8]); // in the order of the ids
  // #endregion
  return [version, parcel.id, invoice?.cents, there, several];
}

export const expected = ['7', 'parcel-1', 1250, true, [true, false]];
