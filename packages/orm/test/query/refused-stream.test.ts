import { setImmediate as nextTurn } from 'node:timers/promises';
import { startServer } from '../../../../test/support/server-under-test.js';
import {
  Bin,
  DataSource,
  DataSourceStateError,
  Entity,
  Id,
  type OrmPlugin,
  TransactionScopeError,
} from '../../src/index.js';
import { Account } from '../transaction/account.js';
import { connectionTo } from '../support/connection.js';
import { startStrong } from '../transaction/strong.js';

@Entity({ set: 'orm_refused_stream' })
class Row {
  @Id() id!: string;
  @Bin({ type: 'int' }) n?: number;
}

/** Iterates, and waits until Node has seen what nobody handles: that fails the test. */
async function failureOf(items: AsyncIterable<unknown>): Promise<unknown> {
  let failure: unknown;
  try {
    for await (const item of items) expect(item).toBe('nothing');
  } catch (error) {
    failure = error;
  }
  await nextTurn();
  await nextTurn();
  return failure;
}

test('a stream that a transaction refuses fails once, where it is read', async () => {
  const strong = await startStrong();
  const accounts = strong.dataSource.getRepository(Account);
  const failure = await strong.dataSource.transaction(() =>
    failureOf(accounts.query().allowScan('test')),
  );
  expect(failure).toBeInstanceOf(TransactionScopeError);
  await strong.stop();
});

test.each<[string, OrmPlugin['onOperation'], RegExp]>([
  [
    'does not call next()',
    () => Promise.resolve('cached'),
    /^plugins: one of them did not call nex/,
  ],
  ['throws', () => Promise.reject(new Error('veto')), /^veto$/],
  ['hides the failure', (_, next) => next().catch(() => 'fine'), /no index|not allowed/],
])('so does one within a plugin that %s', async (_, onOperation, message) => {
  const server = await startServer();
  const dataSource = await new DataSource({
    ...connectionTo(server),
    namespace: 'test',
    entities: [Row],
    plugins: [{ name: 'p', onOperation: onOperation! }],
  }).initialize();
  const failure = await failureOf(dataSource.getRepository(Row).query());
  expect((failure as Error).message).toMatch(message);
  await dataSource.destroy();
  await server.stop();
});

test('so does one of a data source that is not initialised', async () => {
  const dataSource = new DataSource({ hosts: '127.0.0.1:1', namespace: 'test', entities: [Row] });
  const failure = await failureOf(dataSource.getRepository(Row).query().allowScan('test'));
  expect(failure).toBeInstanceOf(DataSourceStateError);
});
