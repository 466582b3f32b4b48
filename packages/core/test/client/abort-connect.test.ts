import { createServer } from 'node:net';
import { type ClientError, createClient, InvalidArgError } from '../../src/index.js';
import { FakeServer } from '../support/fake-server.js';
import { rejection } from '../support/with-client.js';

describe('connecting with a signal', () => {
  it('ends at once when it is aborted, and can be tried again', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const client = createClient({ hosts: [`127.0.0.1:${port}`], timeout: 60_000 });
    const stop = new AbortController();
    const arrived = new Promise((resolve) => silent.once('connection', resolve));
    const connecting = rejection<ClientError>(
      client.connect(undefined, undefined, { signal: stop.signal }),
    );
    await arrived;
    const reason = new Error('too late');
    stop.abort(reason);
    const error = await connecting;
    expect(error).toMatchObject({ code: 'ABORTED', cause: reason });
    await new Promise((resolve) => silent.close(resolve));
    const server = await FakeServer.start({ port });
    await client.connect();
    await client.close();
    await server.stop();
  });

  it('does nothing when it is aborted already', async () => {
    const server = await FakeServer.start();
    const client = createClient({ hosts: [server.host] });
    const signal = AbortSignal.abort();
    const error = await rejection<ClientError>(client.connect(null, null, { signal }));
    expect(error.code).toBe('ABORTED');
    expect(server.connections).toBe(0);
    await server.stop();
  });

  it('refuses other options', async () => {
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    const wrong = [{ timeout: 5 }, { signal: 5 }, 5, null];
    for (const options of wrong) {
      const error = await rejection(client.connect(undefined, undefined, options as never));
      expect(error).toBeInstanceOf(InvalidArgError);
    }
  });
});
