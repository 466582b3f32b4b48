import { Node, type SharedByNodes } from '../cluster/node.js';
import { DataDirectory } from '../data-directory/data-directory.js';
import { type Inspection, objectsBySet } from '../inspection/inspection.js';
import { Expiration } from '../storage/expiration.js';
import { NodeListeners, withPorts } from './node-listeners.js';
import type { ServerOptions } from './server-options.js';

/** A node and all that makes it run: what listens for clients, and what works in the background. */
export class ServedNode {
  readonly node: Node;
  readonly options: ServerOptions;
  #listeners: NodeListeners;
  readonly #expirations: readonly Expiration[];
  #directory: DataDirectory | undefined;

  constructor(options: ServerOptions, shared?: Partial<SharedByNodes>) {
    this.options = options;
    this.node = new Node(options, shared);
    this.#listeners = new NodeListeners(this.node, options);
    this.#expirations = [...this.node.namespaces.values()].map((each) => new Expiration(each));
  }

  /**
   * Loads what was kept, then listens.
   *
   * @throws {EmbeddedError} when the data directory can't be used (`EMBEDDED_DATA_DIRECTORY`), or the
   *   address can't be listened on (`EMBEDDED_LISTEN`); everything is closed then.
   */
  async listen(): Promise<void> {
    try {
      await this.#listen();
    } catch (error) {
      this.node.close();
      await this.#directory?.close();
      throw error;
    }
  }

  inspect(): Inspection {
    const { counters, namespaces } = this.node;
    return {
      ...counters,
      unsupported: Object.fromEntries(counters.unsupported),
      connections: this.#listeners.connections,
      requests: { ...counters.requests },
      objects: Object.fromEntries([...namespaces].map(([name, each]) => [name, each.objects])),
      objectsBySet: Object.fromEntries(
        [...namespaces].map(([name, each]) => [name, objectsBySet(each)]),
      ),
      dataDirectory: this.#directory?.inspect(),
    };
  }

  /** Clients can't reach it any more: their connections are closed, new ones refused. */
  async refuse(): Promise<void> {
    await this.#listeners.close();
  }

  /** Accepts connections again, at the same address. */
  async accept(): Promise<void> {
    const listeners = new NodeListeners(this.node, withPorts(this.options, this.node));
    await listeners.listen();
    this.#listeners = listeners;
  }

  /** Clients get no answers any more. */
  hang(): void {
    this.#listeners.hang();
  }

  /** Clients get answers again, on new connections. */
  recover(): void {
    this.#listeners.recover();
  }

  async close(): Promise<void> {
    const closed = this.#listeners.close();
    for (const expiration of this.#expirations) expiration.stop();
    this.node.close();
    await closed;
    await this.#directory?.close();
  }

  async #listen(): Promise<void> {
    await this.node.security?.access.ready;
    const { dataDirectory } = this.options;
    if (dataDirectory !== undefined) {
      this.#directory = await DataDirectory.open(dataDirectory, this.node);
    }
    await this.#listeners.listen();
    this.#tellAlternateAddress();
    for (const expiration of this.#expirations) expiration.start();
  }

  /** A port that was given is that of the clear connections, where there are any. */
  #tellAlternateAddress(): void {
    const { node, options } = this;
    if (options.alternateAddress === undefined) return;
    const { host, port } = options.alternateAddress;
    node.alternateAddress = { host, port: port || node.address.port };
    if (node.tlsAddress === undefined) return;
    const tlsPort = node.isClear ? 0 : port;
    node.tlsAlternateAddress = { host, port: tlsPort || node.tlsAddress.port };
  }
}
