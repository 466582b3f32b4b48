import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { Connection } from '../../../../src/driver/wire/socket/connection.js';

/** More than the buffers of both sides hold. */
const LARGE = 32 * 1024 * 1024;

let server: Server;
beforeEach(async () => {
  server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => server.close());

/** A connection, and the end of the server. */
async function connected(): Promise<[Connection, Socket]> {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const { port } = server.address() as AddressInfo;
  const { signal } = new AbortController();
  const options = { timeout: 1000, tls: undefined, signal };
  const connection = await Connection.open({ host: '127.0.0.1', port }, options);
  const [socket] = await accepted;
  socket.on('error', () => undefined);
  return [connection, socket];
}

/** Resolves with the reason when the connection is closed. */
function closed(connection: Connection): Promise<Error> {
  return new Promise((resolve) => {
    connection.owner = { onFrame: () => true, onClose: resolve };
  });
}

describe('a connection that the server ends', () => {
  it('is closed at once, though there is something left to send', async () => {
    const [connection, socket] = await connected();
    const end = closed(connection);
    connection.writer.bytes(Buffer.alloc(LARGE));
    connection.flush();
    socket.end();
    expect((await end).message).toBe('the server closed the connection');
    socket.destroy();
  });

  it('sends nothing that still waits for others to share its write', async () => {
    const [connection, socket] = await connected();
    const end = closed(connection);
    socket.end(() => {
      setImmediate(() => {
        connection.writer.bytes(Buffer.alloc(8));
        connection.scheduleFlush();
      });
    });
    await end;
    await new Promise(setImmediate);
    expect(connection.flushes).toBe(0);
    socket.destroy();
  });
});
