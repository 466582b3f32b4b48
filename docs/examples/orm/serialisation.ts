import type { Host } from '@aeroform/core';
import { fromPlain, toPlain } from '@aeroform/orm';
import { Customer } from './shop/customer.js';
import { openShop } from './shop/open-shop.js';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  await using source = await openShop(hosts);
  const customers = source.getRepository(Customer);
  const ada = customers.create({ id: 'c1', name: 'Ada', email: 'ada@example.com' });
  ada.interests = new Set(['tea']);
  await customers.save(ada);

  // #region plain
  const plain = await toPlain(ada, { exclude: ['createdAt', 'updatedAt'] }); // what JSON can hold
  const text = JSON.stringify(plain);
  const again = await fromPlain(Customer, JSON.parse(text) as object); // a Customer with a Set
  // #endregion

  // #region unknown
  const refused = await fromPlain(Customer, { id: 'c2', nmae: 'Bob' }).catch(
    (error: Error) => error.message,
  );
  const lenient = await fromPlain(Customer, { id: 'c2', nmae: 'Bob' }, { unknownKeys: 'ignore' });
  // #endregion
  return [plain, again instanceof Customer, again.interests, refused, lenient.id];
}

export const expected = [
  {
    id: 'c1',
    version: 1,
    email: 'ada@example.com',
    name: 'Ada',
    points: 0,
    tier: 'basic',
    interests: ['tea'],
  },
  true,
  new Set(['tea']),
  "Customer.nmae: is not a property; leave it out, or set unknownKeys: 'ignore'",
  'c2',
];
