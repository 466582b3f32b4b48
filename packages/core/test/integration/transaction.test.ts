import { type AerospikeError, batchEntry, operations } from '../../src/index.js';
import { type Integration, startIntegration } from '../support/integration.js';
import { rejection } from '../support/with-client.js';
import { unlessLimited } from '../../../../test/support/driver-under-test.js';

let integration: Integration;
beforeAll(async () => {
  integration = await startIntegration();
});
afterAll(() => integration.stop());

describe('a transaction on a server of the Community Edition', () => {
  it(
    'is refused with a remedy, whatever its first call is',
    unlessLimited('transaction', async () => {
      const { client } = integration;
      const key = ['test', 'txn', 1] as const;
      const txn = client.beginTransaction();
      const calls = {
        put: () => client.put(key, { a: 1 }, null, { txn }),
        get: () => client.get(key, { txn }),
        operate: () => client.operate(key, [operations.increment('a', 1)], null, { txn }),
        remove: () => client.remove(key, null, { txn }),
        batch: () => client.batch([batchEntry.write(key, { a: 1 })], { txn }),
      };
      for (const [verb, call] of Object.entries(calls)) {
        const error = await rejection<AerospikeError>(call());
        expect(error.message).toContain(`${verb}: `);
        expect(['ENTERPRISE_ONLY', 'UNSUPPORTED_FEATURE']).toContain(error.code);
        expect(error.message).toMatch(/Remedy: transactions need/);
        expect(error.inDoubt).toBe(false);
      }
      expect(await txn.abort()).toBe('OK');
    }),
  );

  it('writes nothing', async () => {
    const { client } = integration;
    const key = ['test', 'txn', 2] as const;
    await rejection(client.transaction((txn) => client.put(key, { a: 1 }, null, { txn })));
    expect((await client.exists(key)).meta).toBeNull();
    const monitors = await client.query('test', '<ERO~MRT').noBins().results();
    expect(monitors).toEqual([]);
  });
});
