import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServer } from '@aeroform/embedded';
import {
  AEROSPIKE_ERR_CONNECTION,
  type AerospikeClient,
  ClusterError,
  createClient,
} from '../../../src/index.js';
import { FakeServer } from '../../support/fake-server.js';
import { rejection, withFakeServer } from '../../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;
/** Of the clients that `withFakeServer` makes. */
const TEND_INTERVAL = 250;

async function untilItWorks(client: AerospikeClient): Promise<void> {
  const works = (): Promise<boolean> =>
    client.exists(KEY, { maxRetries: 0 }).then(
      () => true,
      () => false,
    );
  while (!(await works())) await sleep(1);
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
      const { resultCode } = await write;
      expect([resultCode, (await read).resultCode]).toEqual([
        AEROSPIKE_ERR_CONNECTION,
        AEROSPIKE_ERR_CONNECTION,
      ]);
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

  it('is used again after it is back', async () => {
    await withFakeServer(async (client, server) => {
      await client.exists(KEY);
      await server.stop();
      await rejection(client.exists(KEY));
      await server.restart();
      await untilItWorks(client);
      expect(client.getNodeNames()).toEqual(['FA11']);
    });
  });

  it('is found again after it was given up', async () => {
    await withFakeServer(async (client, server) => {
      await server.stop();
      while (client.getNodeNames().length > 0) {
        await sleep(20);
      }
      expect(client.isConnected()).toBe(false);
      expect((await rejection(client.get(KEY))).message).toContain('No node');
      await server.restart();
      await untilItWorks(client);
      expect(client.isConnected()).toBe(true);
    });
  });

  it('is of use as soon as it is found again', async () => {
    let looks = 0;
    const info = (command: string): undefined => {
      if (command === 'peers-generation') looks++;
    };
    await withFakeServer(
      async (client, server) => {
        await server.stop();
        while (client.getNodeNames().length > 0) await sleep(20);
        looks = 0;
        await server.restart();
        await untilItWorks(client);
        expect(looks).toBe(1);
      },
      { info },
    );
  });

  it('makes room at once for another node at its address', async () => {
    await withFakeServer(async (client, server) => {
      await server.stop();
      const successor = await FakeServer.start({ node: 'FB22', port: server.port });
      try {
        await sleep(2 * TEND_INTERVAL);
        expect(client.getNodeNames()).toEqual(['FB22']);
        expect((await client.exists(KEY)).meta?.gen).toBe(1);
      } finally {
        await successor.stop();
        await server.restart();
      }
    });
  });

  it('is asked anew what it owns, even if it was away for less than a tend interval', async () => {
    const first = await EmbeddedServer.start();
    const { port } = first;
    const hosts = [`127.0.0.1:${port}`];
    const client = await createClient({ hosts, tendInterval: TEND_INTERVAL }).connect();
    const names = client.getNodeNames();
    await first.stop();
    await using second = await EmbeddedServer.start({ port, namespaces: ['test', 'late'] });
    await client.put(KEY, { a: 1 });
    await sleep(2 * TEND_INTERVAL);
    await client.put(['late', 'demo', 'k'], { a: 1 });
    expect(client.getNodeNames()).toEqual(names);
    expect(second.inspect().objects).toEqual({ test: 1, late: 1 });
    await client.close();
  });

  it('is not an error for an idle connection that the server closes', async () => {
    await withFakeServer(async (client, server) => {
      await client.exists(KEY);
      await client.infoAll('build');
      for (const socket of server.sockets) socket.destroy();
      await sleep(20);
      expect((await client.exists(KEY)).meta?.gen).toBe(1);
      expect((await client.infoAll('build'))[0]?.response).toBe('8.1.2.0');
    });
  });
});
