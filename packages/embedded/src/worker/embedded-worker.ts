import type { FaultReport, FaultSpec } from '../fault/fault-spec.js';
import type { InspectedRecord } from '../inspection/inspected-record.js';
import type { Inspection } from '../inspection/inspection.js';
import type { EmbeddedHost } from '../server/embedded-host.js';
import { type EmbeddedServerOptions, parseServerOptions } from '../server/server-options.js';
import { type Snapshot, snapshotOfBytes } from '../snapshot/snapshot.js';
import type { Duration } from '../storage/duration.js';
import { WorkerLink } from './worker-link.js';

/** The clock of a server in a worker, see `ClockControl`. */
export interface WorkerClock {
  now(): Promise<number>;
  advance(duration: Duration): Promise<void>;
  freeze(): Promise<void>;
  resume(): Promise<void>;
}

/** Faults of a server in a worker, see `FaultControl`. */
export interface WorkerFaults {
  add(spec: FaultSpec): Promise<FaultReport>;
  remove(id: number): Promise<boolean>;
  clear(): Promise<void>;
  list(): Promise<readonly FaultReport[]>;
}

/** What does not change while the server runs. */
export interface WorkerAddress {
  readonly host: string;
  readonly port: number;
  readonly hosts: readonly EmbeddedHost[];
  readonly tlsHosts: readonly EmbeddedHost[];
}

/**
 * A server in a thread of its own, see `EmbeddedServer.startInWorker`. It has what `EmbeddedServer`
 * has, as promises. When the thread fails, every call rejects with `EMBEDDED_WORKER` and the cause.
 */
export class EmbeddedWorker {
  /** The address that the server listens on. */
  readonly host: string;
  /** The port that the server listens on. */
  readonly port: number;
  /** For the `hosts` of a client's configuration: those to reach without TLS, if there are any. */
  readonly hosts: readonly EmbeddedHost[];
  /** For the `hosts` of a client that uses TLS; empty without the option `tls`. */
  readonly tlsHosts: readonly EmbeddedHost[];
  readonly clock: WorkerClock;
  readonly faults: WorkerFaults;
  readonly #link: WorkerLink;
  /** Snapshots that the worker still has: they need not be sent to it. */
  readonly #snapshots = new WeakMap<Snapshot, number>();
  readonly #forgotten: FinalizationRegistry<number>;
  #lastSnapshot = 0;
  #stopped: Promise<void> | undefined;

  private constructor(link: WorkerLink, address: WorkerAddress) {
    this.#link = link;
    this.host = address.host;
    this.port = address.port;
    this.hosts = address.hosts;
    this.tlsHosts = address.tlsHosts;
    this.clock = clockOf(link);
    this.faults = faultsOf(link);
    this.#forgotten = new FinalizationRegistry((id) => link.notify('forgetSnapshot', id));
  }

  /** Starts a thread and the server in it; `EmbeddedServer.startInWorker` says more. */
  static async start(options: EmbeddedServerOptions): Promise<EmbeddedWorker> {
    // Wrong options need no thread.
    parseServerOptions(options);
    const link = new WorkerLink(options);
    const started = await link.started<WorkerAddress>();
    return new EmbeddedWorker(link, started);
  }

  /** See `EmbeddedServer.inspect`. */
  inspect(): Promise<Inspection> {
    return this.#link.call('inspect');
  }

  /** See `EmbeddedServer.records`. */
  records(namespace: string, set?: string): Promise<readonly InspectedRecord[]> {
    return this.#link.call('records', { namespace, set });
  }

  /** See `EmbeddedServer.reset`. */
  reset(): Promise<void> {
    return this.#link.call('reset');
  }

  /**
   * See `EmbeddedServer.snapshot`. The bytes of the snapshot are made at once, so this takes time in
   * proportion to the number of records; restoring it in this server does not.
   */
  async snapshot(): Promise<Snapshot> {
    const id = ++this.#lastSnapshot;
    const bytes = await this.#link.call('snapshot', id);
    const snapshot = snapshotOfBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#snapshots.set(snapshot, id);
    this.#forgotten.register(snapshot, id);
    return snapshot;
  }

  /** See `EmbeddedServer.restore`. */
  restore(snapshot: Snapshot): Promise<void> {
    const id = this.#snapshots.get(snapshot);
    return this.#link.call('restore', id === undefined ? { bytes: snapshot.toBuffer() } : { id });
  }

  /**
   * Stops the server and ends its thread. Calling it again does nothing more.
   *
   * @throws {EmbeddedError} `EMBEDDED_WORKER` when the thread failed before.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #stop(): Promise<void> {
    await this.#link.call('stop');
    await this.#link.ended();
  }
}

function clockOf(link: WorkerLink): WorkerClock {
  return {
    now: () => link.call('now'),
    advance: (duration) => link.call('advance', duration),
    freeze: () => link.call('freeze'),
    resume: () => link.call('resume'),
  };
}

function faultsOf(link: WorkerLink): WorkerFaults {
  return {
    add: (spec) => link.call('addFault', spec),
    remove: (id) => link.call('removeFault', id),
    clear: () => link.call('clearFaults'),
    list: () => link.call('listFaults'),
  };
}
