import { setTimeout as pause } from 'node:timers/promises';
import type { AerospikeClient } from '@aeroform/core';
import { OperationGate } from '../context/operation-gate.js';
import { DataSourceStateError } from '../error/data-source-error.js';
import type { DataSourceOptions } from './data-source-options.js';

/** Options of `destroy()`. */
export interface DestroyOptions {
  /** How long to wait for operations that are under way, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
}

const DEFAULT_DRAIN_MS = 10_000;
const DEFAULT_RETRY_MS = 3000;

/** The client of a data source between `initialize()` and `destroy()`. */
export class Connection {
  readonly client: AerospikeClient;
  readonly gate: OperationGate;
  readonly #options: DataSourceOptions;
  readonly #name: string;
  #isConnected = false;

  constructor(client: AerospikeClient, options: DataSourceOptions, name: string) {
    this.client = client;
    this.#options = options;
    this.#name = name;
    this.gate = new OperationGate(name);
  }

  /** True between `initialize()` and the end of `destroy()`. */
  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** The client, once it is connected. */
  connected(): AerospikeClient {
    if (this.#isConnected) return this.client;
    throw new DataSourceStateError(
      `data source '${this.#name}' is not initialised; await dataSource.initialize() first`,
    );
  }

  /**
   * Connects, and prepares what has to be there before operations are let in; tries as often as the
   * options say.
   */
  async open(prepare: () => Promise<void>): Promise<void> {
    const { attempts = 1, delayMs = DEFAULT_RETRY_MS, onRetry } = this.#options.retry ?? {};
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#connect();
        break;
      } catch (error) {
        if (attempt >= attempts) throw error;
        onRetry?.({ attempt, attempts, error, delayMs });
        await pause(delayMs);
      }
    }
    try {
      await prepare();
    } catch (error) {
      await this.#disconnect();
      throw error;
    }
    this.gate.open();
  }

  /** Lets no more operations in, waits for those under way, and disconnects. */
  async close({ timeoutMs = DEFAULT_DRAIN_MS }: DestroyOptions): Promise<void> {
    if (!this.#isConnected) return;
    this.gate.close();
    const running = await this.gate.idle(timeoutMs);
    await this.#disconnect();
    if (running === 0) return;
    process.emitWarning(
      `data source '${this.#name}' was destroyed while ${running} operations were under way`,
      { code: 'AEROFORM_DESTROYED' },
    );
  }

  async #connect(): Promise<void> {
    if (this.#options.client === undefined) await this.client.connect();
    else if (!this.client.isConnected()) {
      throw new DataSourceStateError('the given client is not connected; await client.connect()');
    }
    this.#isConnected = true;
  }

  async #disconnect(): Promise<void> {
    this.#isConnected = false;
    if (this.#options.client === undefined) await this.client.close();
  }
}
