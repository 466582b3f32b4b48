import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Node } from '../cluster/node.js';
import { AnswerWriter } from '../command/answer-writer.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { Connection } from './connection.js';
import type { ServerOptions } from './server-options.js';

/** Silence after which the system asks whether the client is still there, in milliseconds. */
const KEEP_ALIVE_DELAY = 60_000;
/** First size of the buffer that all answers go through. */
const ANSWER_BUFFER_SIZE = 64 * 1024;
const BACKLOG = 1024;

/** Accepts connections and closes them at the end. */
export class Listener {
  readonly #node: Node;
  readonly #options: ServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answer = new AnswerWriter(ANSWER_BUFFER_SIZE);

  constructor(node: Node, options: ServerOptions) {
    this.#node = node;
    this.#options = options;
    this.#server = createServer(
      { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_DELAY },
      (socket) => this.#accept(socket),
    );
  }

  get connections(): number {
    return this.#sockets.size;
  }

  /**
   * @returns the port that is listened on.
   * @throws {EmbeddedError} when the address can't be listened on.
   */
  async listen(): Promise<number> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (cause: NodeJS.ErrnoException) => {
        reject(cannotListen(host, port, cause));
      });
      this.#server.listen({ host, port, backlog: BACKLOG }, resolve);
    });
    this.#server.removeAllListeners('error');
    // An error after that concerns one connection that could not be accepted.
    this.#server.on('error', () => undefined);
    return (this.#server.address() as AddressInfo).port;
  }

  /** Closes all connections, finished or not, and stops accepting. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    const { counters, sessions } = this.#node;
    counters.connectionsOpened++;
    if (this.#sockets.size >= this.#options.protoFdMax) {
      counters.connectionsClosed++;
      socket.destroy();
      return;
    }
    const connection = new Connection(this.#node, socket, this.#answer);
    this.#sockets.add(socket);
    sessions.add(connection);
    socket.on('close', () => {
      counters.connectionsClosed++;
      this.#sockets.delete(socket);
      sessions.delete(connection);
    });
    const idle = this.#options.protoFdIdleMs;
    if (idle > 0) socket.setTimeout(idle, () => socket.destroy());
  }
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): EmbeddedError {
  const reasons: Partial<Record<string, string>> = {
    EADDRINUSE: 'the port is in use; choose another one, or 0 for any free one',
    EACCES: 'not permitted; choose a port above 1023',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'the host name is unknown',
  };
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  return new EmbeddedError('EMBEDDED_LISTEN', `can't listen on ${host}:${port}: ${reason}`, {
    cause,
  });
}
