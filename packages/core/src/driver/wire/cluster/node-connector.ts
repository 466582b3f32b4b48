import { formatHost } from '@aeroform/protocol';
import { CircuitBreaker } from '../circuit-breaker.js';
import { reasonText } from '../failure.js';
import { log } from '../../../observability/log.js';
import { NodeLogin } from '../login/node-login.js';
import type { Address } from '../socket/address.js';
import { Connection } from '../socket/connection.js';
import type { ConnectionKeeper, Connector } from '../socket/connector.js';
import type { RequestTarget } from '../socket/request-target.js';
import type { ClusterHost } from './cluster-host.js';

/** Opens the connections to one node, encrypted and logged in as the options say. */
export class NodeConnector implements Connector {
  readonly address: Address;
  readonly breaker: CircuitBreaker;
  readonly #host: ClusterHost;
  readonly #login: NodeLogin | undefined;
  readonly #keepers: ConnectionKeeper[] = [];
  /** Its address, until it has told its name. */
  node: string;

  constructor(address: Address, host: ClusterHost) {
    const { credentials, loginTimeout: timeout, maxErrorRate } = host.options;
    const { signal } = host;
    this.address = address;
    this.node = formatHost(address);
    this.#host = host;
    this.#login = credentials && new NodeLogin(credentials, { timeout, signal });
    this.breaker = new CircuitBreaker(() => this.node, maxErrorRate);
  }

  async open(): Promise<Connection> {
    const { options, signal } = this.#host;
    const { connectTimeout: timeout, tls } = options;
    let connection: Connection | undefined;
    try {
      connection = await Connection.open(this.address, { timeout, tls, signal });
      await this.#login?.authenticate(this.target(connection));
      this.#noteOpened(connection);
      return connection;
    } catch (error) {
      connection?.close(error as Error);
      if (!signal.aborted) this.#noteFailure(error as Error);
      throw error;
    }
  }

  #noteOpened(connection: Connection): void {
    log('debug', 'aerospike.connection', 'opened', { node: this.node });
    connection.onEnd = (cause) => {
      const fields = { node: this.node, reason: reasonText(cause) };
      log('debug', 'aerospike.connection', 'closed', fields);
    };
  }

  #noteFailure(error: Error): void {
    this.breaker.count();
    const fields = { node: this.node, reason: reasonText(error) };
    log('debug', 'aerospike.connection', 'cannot be opened', fields);
  }

  /** Logs in again, over this connection, when the login ends soon. */
  async renewLogin(connection: Connection): Promise<void> {
    if (this.#login?.isDue !== true) return;
    await this.#login.login(this.target(connection));
    log('debug', 'aerospike.connection', 'login renewed', { node: this.node });
  }

  /** The next connection logs in anew: the server may have been restarted. */
  forgetLogin(): void {
    this.#login?.forget();
  }

  loseLogin(): void {
    this.forgetLogin();
    log('info', 'aerospike.connection', 'login lost', { node: this.node });
    for (const keeper of this.#keepers) keeper.renew();
  }

  /** Tells what to renew when the login is lost. */
  serve(...keepers: ConnectionKeeper[]): void {
    this.#keepers.push(...keepers);
  }

  target(connection: Connection): RequestTarget {
    return { wheel: this.#host.wheel, connection, node: this.node };
  }
}
