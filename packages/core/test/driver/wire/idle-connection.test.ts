import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeRequest } from '../../support/fake-server.js';
import { withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

/** Opens a connection for each question, as they come at the same time. */
async function askAtOnce(client: { infoRandomNode(command: string): Promise<string> }) {
  await Promise.all(Array.from({ length: 8 }, () => client.infoRandomNode('build')));
}

describe('idle connections', () => {
  it('are closed after the idleTimeout', async () => {
    const config = { idleTimeout: 1 };
    await withFakeServer(
      async (client, server) => {
        await askAtOnce(client);
        const opened = server.sockets.size;
        expect(opened).toBeGreaterThan(4);
        while (server.sockets.size > opened - 4) await sleep(10);
        await askAtOnce(client);
      },
      { config },
    );
  });

  it('stay open until then, and as many as minConnsPerNode', async () => {
    const config = { idleTimeout: 60_000, minConnsPerNode: 8 };
    await withFakeServer(
      async (client, server) => {
        await askAtOnce(client);
        const { connections } = server;
        await askAtOnce(client);
        expect(server.connections).toBe(connections);
      },
      { config },
    );
  });

  it('are renewed before the server closes them, if they are to be kept', async () => {
    const config = { idleTimeout: 300, minConnsPerNode: 4 };
    await withFakeServer(
      async (_client, server) => {
        while (server.sockets.size < 5) await sleep(10);
        const kept = [...server.sockets].slice(1);
        while (kept.some(({ destroyed }) => !destroyed)) await sleep(10);
        while (server.sockets.size < 5) await sleep(10);
        expect(server.connections).toBeGreaterThanOrEqual(9);
      },
      { config },
    );
  });

  it('are not used when they are too old, though nobody has looked after them', async () => {
    const config = { idleTimeout: 200, tendInterval: 60_000 };
    const onMessage = ({ answer }: FakeRequest): void => answer({ generation: 2 });
    await withFakeServer(
      async (client, server) => {
        await client.exists(KEY);
        await askAtOnce(client);
        const old = [...server.sockets].slice(1);
        expect(old.length).toBeGreaterThan(4);
        await sleep(250);
        const { connections } = server;
        expect((await client.exists(KEY)).meta?.gen).toBe(2);
        await client.infoRandomNode('build');
        expect(server.connections).toBe(connections + 2);
        while (old.some(({ destroyed }) => !destroyed)) await sleep(1);
      },
      { config, onMessage },
    );
  });

  it('are too old after the machine slept, though its own clock stood still', async () => {
    await withFakeServer(async (client, server) => {
      await client.exists(KEY);
      await client.infoRandomNode('build');
      const { connections } = server;
      const now = Date.now;
      const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000);
      await client.exists(KEY);
      await client.infoRandomNode('build');
      expect(server.connections).toBe(connections + 2);
      await client.exists(KEY);
      await client.infoRandomNode('build');
      expect(server.connections).toBe(connections + 2);
      clock.mockRestore();
    });
  });

  it('are used again by those who come one after the other', async () => {
    const config = { idleTimeout: 10_000, tendInterval: 60_000 };
    await withFakeServer(
      async (client, server) => {
        await client.exists(KEY);
        await client.infoRandomNode('build');
        const { connections } = server;
        for (let i = 0; i < 5; i++) {
          await client.exists(KEY);
          await client.infoRandomNode('build');
          await sleep(10);
        }
        expect(server.connections).toBe(connections);
      },
      { config },
    );
  });
});
