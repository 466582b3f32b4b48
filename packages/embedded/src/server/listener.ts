import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Node } from '../cluster/node.js';
import { AnswerWriter } from '../command/answer-writer.js';
import { EmbeddedError } from '../error/embedded-error.js';
import { Connection } from './connection.js';
import type { TlsSettings } from './tls-options.js';

/** Silence after which the system asks whether the client is still there, in milliseconds. */
const KEEP_ALIVE_DELAY = 60_000;
/** First size of the buffer that all answers go through. */
const ANSWER_BUFFER_SIZE = 64 * 1024;
const BACKLOG = 1024;

/** Where and how to listen. */
export interface ListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Undefined for connections that are not encrypted. */
  readonly tls?: TlsSettings;
}

/** Accepts connections and closes them at the end. */
export class Listener {
  readonly #node: Node;
  readonly #options: ListenerOptions;
  readonly #server: Server;
  readonly #connections = new Map<Socket, Connection>();
  /** What encrypted connections run over. */
  readonly #greeted = new Set<Socket>();
  /** Connections are accepted, but nothing is answered. */
  #hangs = false;
  readonly #answer = new AnswerWriter(ANSWER_BUFFER_SIZE);

  constructor(node: Node, options: ListenerOptions) {
    this.#node = node;
    this.#options = options;
    this.#server = serverOf(options, (socket) => this.#accept(socket));
    if (options.tls !== undefined) this.#server.on('connection', (socket) => this.#greet(socket));
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Answers nothing any more, on any connection, until {@link recover}. */
  hang(): void {
    this.#hangs = true;
    for (const connection of this.#connections.values()) connection.mute(false);
  }

  /** Answers again, on new connections: those that were cut off are closed. */
  recover(): void {
    this.#hangs = false;
    for (const socket of this.#connections.keys()) socket.destroy();
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
    // Encrypted connections end after what they run over, which is all that the server waits for.
    const ended = [...this.#connections.keys()].map((socket) => {
      socket.destroy();
      return new Promise((resolve) => socket.once('close', resolve));
    });
    for (const socket of this.#greeted) socket.destroy();
    await Promise.all([closed, ...ended]);
  }

  /** A connection that is not yet encrypted. */
  #greet(socket: Socket): void {
    this.#greeted.add(socket);
    socket.on('close', () => this.#greeted.delete(socket));
  }

  #accept(socket: Socket): void {
    const { counters, sessions } = this.#node;
    counters.connectionsOpened++;
    if (this.#connections.size >= this.#node.protoFdMax) {
      counters.connectionsClosed++;
      socket.destroy();
      return;
    }
    const connection = new Connection(this.#node, socket, this.#answer);
    this.#connections.set(socket, connection);
    sessions.add(connection);
    socket.on('close', () => {
      counters.connectionsClosed++;
      this.#connections.delete(socket);
      sessions.delete(connection);
    });
    const idle = this.#node.protoFdIdleMs;
    if (idle > 0) socket.setTimeout(idle, () => socket.destroy());
    if (this.#hangs) connection.mute(false);
  }
}

function serverOf({ tls }: ListenerOptions, accept: (socket: Socket) => void): Server {
  const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_DELAY };
  if (tls === undefined) return createServer(options, accept);
  const requestCert = tls.authenticateClient;
  return createTlsServer({ ...options, ...tls.credentials(), requestCert }, accept);
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
