import { setTimeout as sleep } from 'node:timers/promises';
import { withFakeServer } from '../../support/with-client.js';

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
});
