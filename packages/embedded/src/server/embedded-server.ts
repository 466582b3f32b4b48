import { Node } from '../cluster/node.js';
import type { Counters } from '../inspection/counters.js';
import { Expiration } from '../storage/expiration.js';
import { Listener } from './listener.js';
import {
  type EmbeddedServerOptions,
  parseServerOptions,
  type ServerOptions,
} from './server-options.js';

/** Where a client finds the server, in the form that Aerospike clients take. */
export interface EmbeddedHost {
  readonly addr: string;
  readonly port: number;
}

/** What the server holds and did, see {@link EmbeddedServer.inspect}. */
export interface Inspection extends Omit<Counters, 'unsupported'> {
  /** Connections open now. */
  readonly connections: number;
  /** Records in memory by namespace, expired ones included. */
  readonly objects: Readonly<Record<string, number>>;
  /** How often something was asked for that this server does not have, by what it was. */
  readonly unsupported: Readonly<Record<string, number>>;
}

/**
 * An Aerospike server of one node inside this process, for tests and demos: it speaks the protocol
 * of Community Edition 8.1.2 over a real socket and keeps its records in memory.
 *
 * @example
 * await using server = await EmbeddedServer.start();
 * const client = await Aerospike.connect({ hosts: [...server.hosts] });
 */
export class EmbeddedServer {
  readonly #node: Node;
  readonly #options: ServerOptions;
  readonly #listener: Listener;
  readonly #expirations: readonly Expiration[];
  #stopped: Promise<void> | undefined;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#node = new Node(options);
    this.#listener = new Listener(this.#node, options);
    this.#expirations = [...this.#node.namespaces.values()].map((each) => new Expiration(each));
  }

  /**
   * Starts a server.
   *
   * @throws {EmbeddedError} on an option that is unknown or wrong (`EMBEDDED_OPTION`) and when the
   *   address can't be listened on (`EMBEDDED_LISTEN`).
   */
  static async start(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(parseServerOptions(options));
    await server.#listen();
    return server;
  }

  /** The port that the server listens on. */
  get port(): number {
    return this.#node.address.port;
  }

  /** The address that the server listens on. */
  get host(): string {
    return this.#options.host;
  }

  /** For the `hosts` of a client's configuration. */
  get hosts(): readonly EmbeddedHost[] {
    return [{ addr: this.#node.address.host, port: this.port }];
  }

  /** Counters of what the server did and lacks, as they are now. */
  inspect(): Inspection {
    const { counters, namespaces } = this.#node;
    return {
      ...counters,
      unsupported: Object.fromEntries(counters.unsupported),
      connections: this.#listener.connections,
      objects: Object.fromEntries([...namespaces].map(([name, each]) => [name, each.objects])),
    };
  }

  /**
   * Moves the clock of the server forward, so that records expire without anybody waiting. Clients
   * reckon the remaining time to live by their own clock, which this does not move.
   *
   * @param milliseconds - 0 or more: time does not run backwards.
   * @throws {RangeError} on a negative number.
   */
  advanceTime(milliseconds: number): void {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`time can only be advanced by 0 ms or more, not by ${milliseconds}`);
    }
    this.#node.clock.advance(milliseconds);
  }

  /** Closes all connections and frees the port. Calling it again does nothing more. */
  stop(): Promise<void> {
    this.#stopped ??= this.#close();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #listen(): Promise<void> {
    const port = await this.#listener.listen();
    this.#node.address = { host: reachable(this.#options.host), port };
    for (const expiration of this.#expirations) expiration.start();
  }

  async #close(): Promise<void> {
    const closed = this.#listener.close();
    for (const expiration of this.#expirations) expiration.stop();
    this.#node.close();
    await closed;
  }
}

/** An address that a client on this machine can connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
