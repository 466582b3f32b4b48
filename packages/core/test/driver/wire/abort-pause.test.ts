import type { ClientError } from '../../../src/index.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
/** Longer than any test may last. */
const pause = { sleepBetweenRetries: 600_000, totalTimeout: 0, maxRetries: 5 };

describe('an aborted signal', () => {
  it('ends the pause before a batch is tried again', async () => {
    await withFakeServer(async (client, server) => {
      const stop = new AbortController();
      server.onMessage = ({ socket }) => {
        socket.destroy();
        setTimeout(() => stop.abort(), 20);
      };
      const handle = await client.batchRead([KEY], null, { ...pause, signal: stop.signal });
      expect(handle.at(0)?.result).toBeLessThan(0);
    });
  });

  it('ends the pause before a query is tried again', async () => {
    await withFakeServer(async (client, server) => {
      const stop = new AbortController();
      server.onMessage = ({ socket }) => {
        socket.destroy();
        setTimeout(() => stop.abort(), 20);
      };
      const policy = { ...pause, signal: stop.signal };
      const error = await rejection<ClientError>(client.query('test').results(policy));
      expect(error.code).toBe('ABORTED');
    });
  });
});
