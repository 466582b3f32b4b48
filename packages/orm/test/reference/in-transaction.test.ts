import { ref } from '../../src/index.js';
import { startStrong, type Strong, transactionTest as it } from '../transaction/strong.js';
import { Company, Customer, Order } from './shop.js';

let strong: Strong;
const of = <T extends object>(type: abstract new () => T) =>
  strong.dataSource.getRepository<T>(type);

beforeAll(async () => {
  strong = await startStrong({ entities: [Company, Customer, Order] });
});
afterAll(() => strong.stop());

async function makeOrder(id: string): Promise<void> {
  const ada = of(Customer).create({ id: `ada of ${id}`, name: 'Ada' });
  await of(Customer).insert(ada);
  await of(Order).insert(of(Order).create({ id, customer: ref(ada) }));
}

it('loading and populating are part of the transaction', async () => {
  await makeOrder('a');
  await strong.dataSource.transaction(async () => {
    await of(Customer).update('ada of a', { name: 'Ida' });
    const order = await of(Order).findByIdOrFail('a');
    expect((await order.customer!.load()).name).toBe('Ida');
    const again = await of(Order).findByIdOrFail('a', { populate: ['customer'] });
    expect(again.customer!.get().name).toBe('Ida');
    const outside = await of(Order).scoped({ txn: null }).findByIdOrFail('a');
    expect((await outside.customer!.load()).name).toBe('Ada');
  });
});

it('entities outlive their transaction, and so do their references', async () => {
  await makeOrder('b');
  const [own, ambient] = await strong.dataSource.transaction(async (tx) => [
    await tx.getRepository(Order).findByIdOrFail('b'),
    await of(Order).findByIdOrFail('b'),
  ]);
  expect((await own!.customer!.load()).name).toBe('Ada');
  expect((await ambient!.customer!.load()).name).toBe('Ada');
});
