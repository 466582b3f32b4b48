import {
  DataSource,
  DataSourceStateError,
  MetadataError,
  Transactional,
  TransactionScopeError,
} from '../../src/index.js';
import { Account } from './account.js';
import { connectionTo } from '../support/connection.js';
import { startStrong, type Strong, transactionTest as it } from './strong.js';

let strong: Strong;
const accounts = () => strong.dataSource.getRepository(Account);

class Bank {
  readonly fee = 1;

  @Transactional({ dataSource: 'bank' })
  async transfer(from: string, to: string, amount: number): Promise<number> {
    await this.book(from, -amount - this.fee);
    await this.book(to, amount);
    return amount;
  }

  @Transactional({ dataSource: 'bank', propagate: true })
  async book(id: string, amount: number): Promise<void> {
    const account = await accounts().findByIdOrFail(id);
    account.balance += amount;
    if (account.balance < 0) throw new Error('not enough');
    await accounts().save(account);
  }

  @Transactional({ dataSource: 'bank', propagate: false })
  async alone(): Promise<void> {
    await accounts().exists('x');
  }

  @Transactional({ dataSource: 'nobody' })
  async nowhere(): Promise<void> {
    await accounts().exists('x');
  }
}

beforeAll(async () => {
  strong = await startStrong({ name: 'bank' });
});
afterAll(() => strong.stop());

async function open(): Promise<[string, string]> {
  const made = [100, 0].map((balance) => accounts().create({ balance }));
  (await accounts().insertMany(made)).throwIfFailed();
  return [made[0]!.id, made[1]!.id];
}

const balances = async (ids: readonly string[]) =>
  (await accounts().findByIds(ids)).map((account) => account?.balance);

it('a method is one transaction, with those it calls', async () => {
  const ids = await open();
  expect(await new Bank().transfer(...ids, 40)).toBe(40);
  expect(await balances(ids)).toEqual([59, 40]);
});

it('what it throws undoes all of it', async () => {
  const ids = await open();
  await expect(new Bank().transfer(...ids, 500)).rejects.toThrow('not enough');
  await expect(new Bank().transfer(ids[0], 'missing', 5)).rejects.toMatchObject({
    name: 'EntityNotFoundError',
  });
  expect(await balances(ids)).toEqual([100, 0]);
});

it('it may refuse to be called within one', async () => {
  await new Bank().alone();
  await expect(strong.dataSource.transaction(() => new Bank().alone())).rejects.toBeInstanceOf(
    TransactionScopeError,
  );
});

it('the data source is looked up by name when it is called', async () => {
  await expect(new Bank().nowhere()).rejects.toBeInstanceOf(DataSourceStateError);
  await expect(new Bank().nowhere()).rejects.toThrow(/no initialised data source 'nobody'/);
  const twin = new DataSource({
    ...connectionTo(strong.server),
    namespace: 'test',
    name: 'bank',
  });
  await twin.initialize();
  await expect(new Bank().alone()).rejects.toThrow(/2 initialised data sources are called 'bank'/);
  await twin.destroy();
  await new Bank().alone();
});

test('it is for methods, and keeps their names', () => {
  expect(Bank.prototype.transfer.name).toBe('transfer');
  expect(() => Transactional()({}, 'field', undefined as never)).toThrow(MetadataError);
});
