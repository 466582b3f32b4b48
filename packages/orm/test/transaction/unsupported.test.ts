import { Bin, DataSource, type DataSourceOptions, Entity, Id } from '../../src/index.js';
import { Account, Loose } from './account.js';
import { startStrong, type Strong } from './strong.js';

let strong: Strong;
beforeAll(async () => {
  strong = await startStrong();
});
afterAll(() => strong.stop());

describe('where there are no transactions', () => {
  const source = (options: Partial<DataSourceOptions>) =>
    new DataSource({
      hosts: `${strong.server.host}:${strong.server.port}`,
      namespace: 'available',
      ...options,
    }).initialize();

  test('the function is not run, and nobody is told', async () => {
    const told: unknown[] = [];
    await using loose = await source({
      entities: [Loose],
      subscribers: [
        {
          listenTo: () => 'all',
          afterTransactionRollback: ({ error }) => void told.push(error),
        },
      ],
    });
    let runs = 0;
    const run = () =>
      loose.transaction(() => {
        runs += 1;
      });
    await expect(run()).rejects.toMatchObject({
      name: 'TransactionError',
      code: 'ORM_TRANSACTION',
      phase: 'unsupported',
      inDoubt: false,
    });
    await expect(run()).rejects.toThrow(
      /^namespace 'available' has no strong consistency.*mutate\(\)/,
    );
    expect(runs).toBe(0);
    expect(told).toEqual([]);
    expect(loose.currentTransaction()).toBeUndefined();
  });

  test('the answer is asked for once where there are some', async () => {
    await using fresh = await source({ namespace: 'test', entities: [Account] });
    const info = jest.spyOn(fresh.client, 'infoRandomNode');
    for (const expected of [1, 2, 3]) {
      expect(await fresh.transaction(() => Promise.resolve(expected))).toBe(expected);
    }
    await fresh.transaction(() => fresh.getRepository(Account).exists('none'));
    expect(info.mock.calls).toEqual([['namespace/test']]);
  });

  test('an entity whose own namespace has them is enough', async () => {
    @Entity({ set: 'tx_strict', namespace: 'test' })
    class Strict {
      @Id() id!: string;
      @Bin({ type: 'int' }) amount!: number;
    }
    await using mixed = await source({ entities: [Loose, Strict] });
    const strict = mixed.getRepository(Strict);
    await mixed.transaction(() => strict.upsert({ id: 'a', amount: 1 }));
    expect(await strict.exists('a')).toBe(true);
    const failing = mixed.transaction(() => mixed.getRepository(Loose).exists('a'));
    await expect(failing).rejects.toMatchObject({ phase: 'unsupported' });
  });

  test('a signal that has fired counts first', async () => {
    await using loose = await source({ entities: [Loose] });
    const failing = loose.transaction(() => 1, { signal: AbortSignal.abort() });
    await expect(failing).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
