import type { Node } from '../cluster/node.js';
import { Listener } from './listener.js';
import type { ServerOptions } from './server-options.js';

/** All that a node listens on: in the clear, with TLS, or both. */
export class NodeListeners {
  readonly #node: Node;
  readonly #host: string;
  readonly #clear: Listener | undefined;
  readonly #tls: Listener | undefined;

  constructor(node: Node, { host, port, clear, tls }: ServerOptions) {
    this.#node = node;
    this.#host = host;
    if (clear) this.#clear = new Listener(node, { host, port });
    if (tls !== undefined) this.#tls = new Listener(node, { host, port: tls.port, tls });
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#all.reduce((sum, { connections }) => sum + connections, 0);
  }

  /**
   * Listens, and tells the node where.
   *
   * @throws {EmbeddedError} when an address can't be listened on; nothing is listened on then.
   */
  async listen(): Promise<void> {
    const host = reachable(this.#host);
    const clearPort = await this.#clear?.listen();
    try {
      const tlsPort = await this.#tls?.listen();
      if (tlsPort !== undefined) this.#node.tlsAddress = { host, port: tlsPort };
      this.#node.address = { host, port: clearPort ?? (tlsPort as number) };
    } catch (error) {
      await this.#clear?.close();
      throw error;
    }
  }

  /** Closes all connections, finished or not, and stops accepting. */
  async close(): Promise<void> {
    await Promise.all(this.#all.map((listener) => listener.close()));
  }

  /** Answers nothing any more, on any connection, until {@link recover}. */
  hang(): void {
    for (const listener of this.#all) listener.hang();
  }

  /** Answers again, on new connections: those that were cut off are closed. */
  recover(): void {
    for (const listener of this.#all) listener.recover();
  }

  get #all(): readonly Listener[] {
    return [this.#clear, this.#tls].filter((listener) => listener !== undefined);
  }
}

/** The options with the ports that a node has, to listen on them again. */
export function withPorts(options: ServerOptions, { address, tlsAddress }: Node): ServerOptions {
  const { clear, tls } = options;
  return {
    ...options,
    port: clear ? address.port : options.port,
    tls: tls && { ...tls, port: tlsAddress?.port ?? tls.port },
  };
}

/** An address that a client on this machine can connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
