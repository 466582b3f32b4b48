import { ClientError, createClient } from '../../src/index.js';
import { type FakeRequest, FakeServer } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const KEY = ['test', 'demo', 'k'] as const;

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}

describe('the life of a client', () => {
  it('does nothing before connect', async () => {
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    const error = await rejection<ClientError>(client.get(KEY));
    expect(error).toBeInstanceOf(ClientError);
    expect(error.code).toBe('NOT_CONNECTED');
    expect(() => client.getNodeNames()).toThrow(ClientError);
    expect(client.isConnected()).toBe(false);
    expect(await client.ping()).toBe(false);
    await client.close();
  });

  it('refuses a second connect', async () => {
    await withFakeServer(async (client) => {
      const error = await rejection<ClientError>(client.connect());
      expect(error).toBeInstanceOf(ClientError);
      expect(error.message).toContain('already connected');
    });
  });

  it('refuses connect and close while connecting', async () => {
    const server = await FakeServer.start();
    const client = createClient({ hosts: [server.host] });
    const connecting = client.connect();
    expect((await rejection<ClientError>(client.connect())).code).toBe('ALREADY_CONNECTED');
    expect((await rejection<ClientError>(client.close())).code).toBe('STILL_CONNECTING');
    await connecting;
    await client.close();
    await server.stop();
  });

  it('can be closed twice, also at once', async () => {
    await withFakeServer(async (client) => {
      await Promise.all([client.close(), client.close()]);
      await client.close();
      expect(client.isConnected()).toBe(false);
    });
  });

  it('refuses commands after close', async () => {
    await withFakeServer(async (client) => {
      await client.close();
      expect(await rejection(client.get(KEY))).toBeInstanceOf(ClientError);
      expect(await rejection(client.batchRead([KEY]))).toBeInstanceOf(ClientError);
      expect(await rejection(client.query('test').results())).toBeInstanceOf(ClientError);
      expect(await rejection(client.infoAll('build'))).toBeInstanceOf(ClientError);
    });
  });

  it('connects again after close', async () => {
    await withFakeServer(async (client) => {
      await client.close();
      await client.connect();
      expect((await client.exists(KEY)).meta).toEqual({ gen: 1, ttl: 0xffff_ffff });
    });
  });

  it('can connect after a failed connect', async () => {
    const server = await FakeServer.start();
    const client = createClient({ hosts: [server.host], timeout: 200 });
    await server.stop();
    await rejection(client.connect());
    await server.restart();
    await client.connect();
    await client.close();
    await server.stop();
  });

  it('waits for commands on the way when it closes', async () => {
    const requests: FakeRequest[] = [];
    await withFakeServer(
      async (client) => {
        const reading = client.get(KEY);
        while (requests.length === 0) await new Promise(setImmediate);
        const closing = client.close();
        expect(await rejection(client.get(KEY))).toBeInstanceOf(ClientError);
        requests[0]?.answer({ bins: { a: 1 } });
        expect((await reading).bins).toEqual({ a: 1 });
        await closing;
      },
      { onMessage: (request) => requests.push(request) },
    );
  });

  it('leaves no socket', async () => {
    // What other tests of the process have left goes when it wants to.
    const before = openSockets();
    const server = await FakeServer.start();
    const client = await createClient({ hosts: [server.host], minConnsPerNode: 4 }).connect();
    await client.get(KEY);
    await client.infoAll('build');
    expect(server.sockets.size).toBeGreaterThan(2);
    await client.close();
    while (server.sockets.size > 0) await new Promise(setImmediate);
    await server.stop();
    const end = Date.now() + 5000;
    while (openSockets() > before && Date.now() < end) await new Promise(setImmediate);
    expect(openSockets()).toBeLessThanOrEqual(before);
  });

  it('is closed at the end of an await using block', async () => {
    const server = await FakeServer.start();
    const client = createClient({ hosts: [server.host] });
    {
      await using connected = await client.connect();
      expect(connected.isConnected()).toBe(true);
    }
    expect(client.isConnected()).toBe(false);
    await server.stop();
  });
});
