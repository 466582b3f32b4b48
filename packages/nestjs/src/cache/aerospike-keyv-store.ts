import { EventEmitter } from 'node:events';
import {
  type AerospikeError,
  type AerospikeRecord,
  batchEntry,
  type BinValue,
  exp,
  type Key,
  operations,
  POLICY_EXISTS_REPLACE,
  RecordNotFound,
  TTL_NEVER_EXPIRE,
  type WriteMeta,
} from '@aeroform/core';
import type { DataSource } from '@aeroform/orm';
import { cacheTtl } from './cache-ttl.js';

/**
 * Where an {@link AerospikeKeyvStore} keeps its entries.
 *
 * @publicApi
 */
export interface AerospikeKeyvStoreOptions {
  /** The set of the entries, which should hold nothing else. Default `cache`. */
  readonly set?: string;
}

/**
 * An entry of a batch: the time to live in milliseconds, none for an entry that stays.
 *
 * @publicApi
 */
export interface AerospikeKeyvEntry {
  readonly key: string;
  readonly value: unknown;
  readonly ttl?: number | undefined;
}

const DEFAULT_SET = 'cache';
const VALUE_BIN = 'value';
const NAMESPACE_BIN = 'ns';

/**
 * A store for Keyv 5 and 6, and so for `@nestjs/cache-manager`: `new Keyv({ store: new
 * AerospikeKeyvStore(dataSource), namespace: 'app' })`. An entry is a record; the server removes it
 * when its time is over, to the second above (Keyv itself keeps to the millisecond). The data source
 * stays with whoever made it. Errors of calls are rejections; those of single entries of a batch are
 * the event `error`, which Keyv passes on.
 *
 * @publicApi
 */
export class AerospikeKeyvStore extends EventEmitter {
  /** Set by Keyv: entries of different namespaces have nothing to do with each other. */
  namespace: string | undefined = undefined;
  /** For Keyv, which shows them. */
  readonly opts: { readonly dialect: 'aerospike'; readonly set: string; readonly url: string };
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource, { set = DEFAULT_SET }: AerospikeKeyvStoreOptions = {}) {
    super();
    this.#dataSource = dataSource;
    this.opts = Object.freeze({ dialect: 'aerospike', set, url: '' });
  }

  /** What is stored under a key; undefined for nothing. */
  async get<Value>(key: string): Promise<Value | undefined> {
    try {
      const { bins } = await this.#client.select(this.#keyOf(key), [VALUE_BIN]);
      return bins[VALUE_BIN] as Value | undefined;
    } catch (error) {
      if (error instanceof RecordNotFound) return undefined;
      throw error;
    }
  }

  /** What is stored under each key, in their order; undefined for nothing. */
  async getMany<Value>(keys: readonly string[]): Promise<(Value | undefined)[]> {
    const rows = await this.#read(keys, [VALUE_BIN]);
    return rows.map((record) => record?.bins[VALUE_BIN] as Value | undefined);
  }

  /**
   * Stores a value.
   *
   * @param ttl - milliseconds until it is over; without it, or 0, it stays.
   */
  async set(key: string, value: unknown, ttl?: number): Promise<boolean> {
    const meta = this.#metaOf(ttl);
    if (meta === null) await this.delete(key);
    else await this.#client.put(this.#keyOf(key), this.#binsOf(value), meta);
    return true;
  }

  /** Stores several values; says of each whether it was stored. */
  async setMany(entries: readonly AerospikeKeyvEntry[]): Promise<boolean[]> {
    const rows = entries.map(({ key, value, ttl }) => {
      const meta = this.#metaOf(ttl);
      if (meta === null) return batchEntry.remove(this.#keyOf(key));
      return batchEntry.write(this.#keyOf(key), this.#binsOf(value), { meta });
    });
    const { batchRecords } = await this.#client.batch(rows);
    return batchRecords.map(({ error }) => error instanceof RecordNotFound || this.#isDone(error));
  }

  /** Removes an entry; false when there is none. */
  async delete(key: string): Promise<boolean> {
    try {
      await this.#client.remove(this.#keyOf(key));
      return true;
    } catch (error) {
      if (error instanceof RecordNotFound) return false;
      throw error;
    }
  }

  /** Removes several entries; false when one of them is not there, or could not be removed. */
  async deleteMany(keys: readonly string[]): Promise<boolean> {
    const { batchRecords } = await this.#client.batchRemove(keys.map((key) => this.#keyOf(key)));
    const done = batchRecords.map(
      ({ error }) => !(error instanceof RecordNotFound) && this.#isDone(error),
    );
    return done.every(Boolean);
  }

  /** Whether there is an entry. */
  async has(key: string): Promise<boolean> {
    return (await this.#client.exists(this.#keyOf(key))).meta !== null;
  }

  /** Whether there is an entry under each key, in their order. */
  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    return (await this.#read(keys, [])).map((record) => record !== null);
  }

  /**
   * Removes all entries of the namespace; without one all of the set. The servers read the whole set
   * for it, and it ends when they are done.
   */
  async clear(): Promise<void> {
    const all = this.#client.query(this.#dataSource.options.namespace, this.opts.set);
    const { namespace } = this;
    const own =
      namespace === undefined
        ? all
        : all.filter(exp.eq(exp.stringBin(NAMESPACE_BIN), exp.stringVal(namespace)));
    await (await own.operate([operations.delete()])).wait();
  }

  /** Does nothing: the client belongs to the data source. */
  async disconnect(): Promise<void> {
    // Keyv calls it at its own end.
  }

  get #client(): DataSource['client'] {
    return this.#dataSource.client;
  }

  #keyOf(key: string): Key {
    const named = this.namespace === undefined ? key : `${this.namespace}:${key}`;
    return [this.#dataSource.options.namespace, this.opts.set, named];
  }

  #binsOf(value: unknown): Record<string, BinValue> {
    // safe: what is no value of a bin is refused by the client
    const bins = { [VALUE_BIN]: value as BinValue };
    return this.namespace === undefined ? bins : { ...bins, [NAMESPACE_BIN]: this.namespace };
  }

  /** Null for what is over already. */
  #metaOf(milliseconds: number | undefined): WriteMeta | null {
    const ttl = cacheTtl(milliseconds);
    if (ttl === 'over') return null;
    return { ttl: ttl === 'never' ? TTL_NEVER_EXPIRE : ttl, exists: POLICY_EXISTS_REPLACE };
  }

  /** The records of keys; null for those that are not there. */
  async #read(
    keys: readonly string[],
    bins: readonly string[],
  ): Promise<(AerospikeRecord | null)[]> {
    const { batchRecords } = await this.#client.batchRead(
      keys.map((key) => this.#keyOf(key)),
      bins,
    );
    return batchRecords.map(({ record, error }) => {
      if (error !== null && !(error instanceof RecordNotFound)) throw error;
      return record;
    });
  }

  #isDone(error: AerospikeError | null): boolean {
    if (error !== null && this.listenerCount('error') > 0) this.emit('error', error);
    return error === null;
  }
}
