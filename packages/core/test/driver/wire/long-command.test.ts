import { FieldType } from '@aeroform/protocol';
import { type FakeRequest } from '../../support/fake-server.js';
import { withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
/** One connection for all single-record commands. */
const config = { pipelinesPerNode: 1 };

it('A batch and a query that take long hold up no single-record command', async () => {
  const held: FakeRequest[] = [];
  const quick = new Set<number>();
  await withFakeServer(
    async (client) => {
      const limits = { totalTimeout: 600, maxRetries: 0 };
      const batch = client.batchRead([KEY], null, limits);
      const query = client
        .query('test', 'demo')
        .results(limits)
        .catch(() => []);
      while (held.length < 2) await new Promise(setImmediate);
      for (let i = 0; i < 20; i++) await client.get(KEY, { totalTimeout: 500 });
      expect(quick.size).toBe(1);
      const connections = new Set(held.map(({ connection }) => connection));
      expect(connections.size).toBe(2);
      for (const connection of connections) expect(quick).not.toContain(connection);
      await Promise.all([batch, query]);
    },
    {
      config,
      onMessage: (request) => {
        const types = request.message.fields.map(({ type }) => type);
        const isLong = types.includes(FieldType.batch) || !types.includes(FieldType.digest);
        if (isLong) {
          held.push(request);
          return;
        }
        quick.add(request.connection);
        request.answer();
      },
    },
  );
});
