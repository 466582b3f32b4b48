import { type AerospikeClient, ClusterError } from '../../../src/index.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

async function untilItWorks(client: AerospikeClient): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 3000) {
    const worked = await client.exists(KEY, { maxRetries: 0 }).then(
      () => true,
      () => false,
    );
    if (worked) return performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the client did not recover');
}

describe('a node that goes away', () => {
  it('fails writes on the way in doubt, and reads after their retries', async () => {
    await withFakeServer(async (client, server) => {
      let received = 0;
      server.onMessage = () => received++;
      const write = rejection<ClusterError>(client.put(KEY, { a: 1 }));
      const read = rejection<ClusterError>(client.get(KEY));
      while (received < 2) await new Promise(setImmediate);
      await server.stop();
      expect(await write).toBeInstanceOf(ClusterError);
      expect(await write).toMatchObject({ inDoubt: true, code: 'CONNECTION_LOST', attempts: 1 });
      expect(await read).toMatchObject({ inDoubt: false, code: 'CONNECTION_FAILED', attempts: 3 });
      await server.restart();
    });
  });

  it('refuses writes without doubt when the node cannot be reached', async () => {
    await withFakeServer(async (client, server) => {
      await server.stop();
      const error = await rejection<ClusterError>(client.put(KEY, { a: 1 }));
      expect(error).toMatchObject({ inDoubt: false, isRetryable: true });
      await server.restart();
    });
  });

  it('is used again within two tend intervals after it is back', async () => {
    await withFakeServer(async (client, server) => {
      await client.exists(KEY);
      await server.stop();
      await rejection(client.exists(KEY));
      await server.restart();
      expect(await untilItWorks(client)).toBeLessThan(500);
    });
  });

  it('is found again after it was given up', async () => {
    await withFakeServer(async (client, server) => {
      await server.stop();
      while (client.getNodeNames().length > 0) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(client.isConnected()).toBe(false);
      expect((await rejection(client.get(KEY))).message).toContain('No node');
      await server.restart();
      expect(await untilItWorks(client)).toBeLessThan(1000);
      expect(client.isConnected()).toBe(true);
    });
  });

  it('is not an error for an idle connection that the server closes', async () => {
    await withFakeServer(async (client, server) => {
      await client.exists(KEY);
      await client.infoAll('build');
      for (const socket of server.sockets) socket.destroy();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await client.exists(KEY)).meta?.gen).toBe(1);
      expect((await client.infoAll('build'))[0]?.response).toBe('8.1.2.0');
    });
  });
});
