import type { Node } from '../cluster/node.js';
import type { FaultControl } from '../fault/faults.js';
import type { Inspection } from '../inspection/inspection.js';
import { type InspectedRecord, inspectRecords } from '../inspection/inspected-record.js';
import { resetNode } from '../snapshot/node-state.js';
import { restoreSnapshot, type Snapshot, takeSnapshot } from '../snapshot/snapshot.js';
import { type ClockControl, clockControl } from './clock-control.js';
import { EmbeddedWorker } from '../worker/embedded-worker.js';
import { type EmbeddedHost, hostsOf, tlsHostsOf } from './embedded-host.js';
import { ServedNode } from './served-node.js';
import {
  type EmbeddedServerOptions,
  parseServerOptions,
  type ServerOptions,
} from './server-options.js';

/**
 * An Aerospike server of one node inside this process, for tests and demos: it speaks the protocol
 * of Community Edition 8.1.2 over a real socket and keeps its records in memory.
 *
 * @example
 * await using server = await EmbeddedServer.start();
 * const client = await Aerospike.connect({ hosts: [...server.hosts] });
 */
export class EmbeddedServer {
  readonly #served: ServedNode;
  #stopped: Promise<void> | undefined;

  private constructor(options: ServerOptions) {
    this.#served = new ServedNode(options);
  }

  /**
   * Starts a server.
   *
   * @throws {EmbeddedError} on an option that is unknown or wrong (`EMBEDDED_OPTION`), when the data
   *   directory can't be used (`EMBEDDED_DATA_DIRECTORY`), and when the address can't be listened on
   *   (`EMBEDDED_LISTEN`).
   */
  static async start(options: EmbeddedServerOptions = {}): Promise<EmbeddedServer> {
    const server = new EmbeddedServer(parseServerOptions(options));
    await server.#served.listen();
    return server;
  }

  /**
   * Starts a server in a thread of its own, which answers while this thread is blocked: the official
   * npm client blocks it while it connects. A server that is not stopped does not hold the process.
   *
   * @param options - as those of {@link start}; plain data only.
   * @throws {EmbeddedError} as {@link start}, and `EMBEDDED_WORKER` when the thread fails.
   *
   * @example
   * const server = await EmbeddedServer.startInWorker();
   * const client = await Aerospike.connect({ hosts: [...server.hosts] });
   */
  static startInWorker(options: EmbeddedServerOptions = {}): Promise<EmbeddedWorker> {
    return EmbeddedWorker.start(options);
  }

  /** The port that the server listens on. */
  get port(): number {
    return this.#node.address.port;
  }

  /** The address that the server listens on. */
  get host(): string {
    return this.#served.options.host;
  }

  /** For the `hosts` of a client's configuration: those to reach without TLS, if there are any. */
  get hosts(): readonly EmbeddedHost[] {
    return hostsOf(this.#node);
  }

  /** For the `hosts` of a client that uses TLS; empty without the option `tls`. */
  get tlsHosts(): readonly EmbeddedHost[] {
    return tlsHostsOf(this.#node);
  }

  /** Faults on demand: what is to go wrong, for tests of how clients cope. */
  get faults(): FaultControl {
    return this.#node.faults;
  }

  /** Counters of what the server did and lacks, as they are now. */
  inspect(): Inspection {
    return this.#served.inspect();
  }

  /**
   * The records of a namespace, or of one set, decoded, as they are now; '' for records without a set.
   * Expired and truncated ones are left out. Their order is always the same for the same digests.
   *
   * @throws {EmbeddedError} `EMBEDDED_OPTION` when there is no such namespace.
   */
  records(namespace: string, set?: string): readonly InspectedRecord[] {
    return inspectRecords(this.#node, namespace, set);
  }

  /** The clock of the server, which tests can move forward. */
  get clock(): ClockControl {
    return clockControl(this.#node.clock);
  }

  /**
   * Makes everything as it was at the start: no records, sets, secondary indexes, Lua modules, users,
   * faults or jobs, counters at zero, the clock at the time of day, settings as given to `start`.
   * Connections stay open, and clients notice nothing. Commands that run finish on the empty server.
   */
  reset(): void {
    resetNode(this.#node);
  }

  /**
   * What the server holds now, to be restored as often as needed. It copies nothing: it takes well
   * below a millisecond, however many records there are.
   */
  snapshot(): Snapshot {
    return takeSnapshot(this.#node);
  }

  /**
   * Puts back what a snapshot holds, of this server or another; everything else is as at the start,
   * except counters and faults, which stay. Queries that run are aborted. Secondary indexes of a
   * snapshot that was read from bytes are built before this returns.
   *
   * @throws {EmbeddedError} `EMBEDDED_SNAPSHOT` when the snapshot has records of a namespace that this
   *   server lacks, or users that its edition lacks; nothing changes then.
   */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.#node, snapshot);
  }

  /** Closes all connections and frees the port. Calling it again does nothing more. */
  stop(): Promise<void> {
    this.#stopped ??= this.#served.close();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  get #node(): Node {
    return this.#served.node;
  }
}
