import type { EntitySubscriber } from '../../src/index.js';
import { Account } from './account.js';
import { startStrong, type Strong, transactionTest as it } from './strong.js';

const told: string[] = [];
let refuses = false;

const subscriber: EntitySubscriber = {
  listenTo: () => 'all',
  beforeTransactionCommit({ tx }) {
    told.push(`before ${typeof tx.id}`);
    if (refuses) throw new RangeError('not now');
  },
  afterTransactionCommit: () => void told.push('committed'),
  afterTransactionRollback: ({ error }) => void told.push(`rolled back: ${String(error)}`),
};

let strong: Strong;
const accounts = () => strong.dataSource.getRepository(Account);

beforeAll(async () => {
  strong = await startStrong({ subscribers: [subscriber] });
});
afterAll(() => strong.stop());
beforeEach(() => {
  told.length = 0;
  refuses = false;
});

it('subscribers are told before and after a commit', async () => {
  const { id } = await strong.dataSource.transaction(() =>
    accounts().insert(accounts().create({ balance: 1 })),
  );
  expect(told).toEqual(['before bigint', 'committed']);
  expect(await accounts().exists(id)).toBe(true);
});

it('what one throws before the commit aborts the transaction', async () => {
  refuses = true;
  const account = accounts().create({ balance: 1 });
  const transaction = strong.dataSource.transaction(async () => {
    await accounts().insert(account);
    return account.id;
  });
  await expect(transaction).rejects.toThrow('not now');
  expect(told).toEqual(['before bigint', 'rolled back: RangeError: not now']);
  expect(accounts().isLoaded(account)).toBe(false);
});
