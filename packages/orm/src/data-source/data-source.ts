import { type AerospikeClient, type ClientConfig, createClient } from '@aeroform/core';
import type { EntityContext, SessionOptions } from '../context/entity-context.js';
import { SindexCatalog } from '../context/sindex-catalog.js';
import { DataSourceStateError } from '../error/data-source-error.js';
import { messageOf } from '../error/message-of.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { getEntityMetadata } from '../metadata/get-entity-metadata.js';
import { Repository } from '../repository/repository.js';
import { SchemaManager } from '../sindex/schema-manager.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkOptions } from './check-options.js';
import type { DataSourceOptions } from './data-source-options.js';

/** What `ping` answers. */
export type PingResult =
  | { readonly ok: true; readonly nodes: number; readonly ms: number }
  | { readonly ok: false; readonly reason: string; readonly error?: unknown };

const DEFAULT_REFRESH_MS = 60_000;

/** A connection and the entities that live behind it: the root of everything this package does. */
export class DataSource {
  /** The options as they were given, frozen. */
  readonly options: Readonly<DataSourceOptions>;
  /**
   * The client, for everything the mapper does not cover; connected between `initialize()` and
   * `destroy()`.
   */
  readonly client: AerospikeClient;
  /** Declared indexes compared with those of the server. */
  readonly schema: SchemaManager;
  readonly #session: SessionOptions;
  readonly #repositories = new Map<EntityClass, Repository<object>>();
  readonly #catalogs = new Map<string, SindexCatalog>();
  #isConnected = false;
  #initializing: Promise<this> | null = null;

  /**
   * Checks the options and the declarations of the entities; nothing is sent.
   *
   * @throws OptionError, MetadataError, and core's InvalidArgError for a wrong `clientConfig`
   */
  constructor(options: DataSourceOptions) {
    checkOptions(options);
    this.options = Object.freeze({ ...options });
    this.client = options.client ?? createClient(configOf(options));
    this.#session = sessionOptions(options);
    const entities = (options.entities ?? []).map((entity) => getEntityMetadata(entity));
    this.schema = new SchemaManager({
      client: () => this.#connected(),
      namespace: options.namespace,
      entities,
      catalog: (namespace) => this.#catalog(namespace),
    });
  }

  /** Name among several data sources. */
  get name(): string {
    return this.options.name ?? 'default';
  }

  /** True between `initialize()` and `destroy()`. */
  get isInitialized(): boolean {
    return this.#isConnected && this.#initializing === null;
  }

  /** The client, once it is connected. */
  #connected(): AerospikeClient {
    if (this.#isConnected) return this.client;
    throw new DataSourceStateError(
      `data source '${this.name}' is not initialised; await dataSource.initialize() first`,
    );
  }

  /** Connects, and verifies or creates the declared indexes. Calling it again changes nothing. */
  async initialize(): Promise<this> {
    if (this.#initializing !== null) return this.#initializing;
    if (this.#isConnected) return this;
    this.#initializing = this.#start();
    try {
      return await this.#initializing;
    } finally {
      this.#initializing = null;
    }
  }

  /** Closes the client that was made for `hosts`. Calling it again does nothing. */
  async destroy(): Promise<void> {
    await this.#initializing?.catch(() => undefined);
    const wasConnected = this.#isConnected;
    this.#isConnected = false;
    for (const catalog of this.#catalogs.values()) catalog.invalidate();
    if (wasConnected && this.options.client === undefined) await this.client.close();
  }

  /** `await using dataSource = …` calls `destroy()` at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy();
  }

  /**
   * Tells whether the cluster answers.
   *
   * @param timeoutMs how long to wait. Default 1000
   */
  async ping(timeoutMs = 1000): Promise<PingResult> {
    if (!this.isInitialized) return { ok: false, reason: 'the data source is not initialised' };
    const start = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, false);
    });
    try {
      const answered = await Promise.race([this.client.ping(), late]);
      const ms = performance.now() - start;
      if (answered) return { ok: true, nodes: this.client.getNodeNames().length, ms };
      return { ok: false, reason: `no node answered within ${timeoutMs} ms` };
    } catch (error) {
      return { ok: false, reason: messageOf(error), error };
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The repository of an entity class; the same object every time. Works before `initialize()`, but
   * its methods do not.
   *
   * @throws MetadataError when the class is declared wrongly, DataSourceStateError when `entities` was
   * given without it
   */
  getRepository<T extends object>(entity: EntityClass<T>): Repository<T> {
    const known = this.#repositories.get(entity);
    // safe: the map holds the repository of each class under that class
    if (known !== undefined) return known as unknown as Repository<T>;
    const metadata = getEntityMetadata(entity);
    const { entities } = this.options;
    if (entities !== undefined && !entities.includes(entity)) {
      throw new DataSourceStateError(
        `${metadata.name} is not among the entities of data source '${this.name}'; add it to the option entities`,
        { entity: metadata.name },
      );
    }
    const repository = new Repository<T>(this.#context(metadata));
    this.#repositories.set(entity, repository as unknown as Repository<object>);
    return repository;
  }

  async #start(): Promise<this> {
    const owned = this.options.client === undefined;
    if (owned) await this.client.connect();
    else if (!this.client.isConnected()) {
      throw new DataSourceStateError('the given client is not connected; await client.connect()');
    }
    this.#isConnected = true;
    try {
      await this.schema.prepare(this.options.indexes?.sync ?? 'verify');
    } catch (error) {
      this.#isConnected = false;
      if (owned) await this.client.close();
      throw error;
    }
    return this;
  }

  #context<T extends object>(metadata: EntityMetadata<T>): EntityContext<T> {
    // Read when used: the client comes and goes with initialize() and destroy().
    const client = (): AerospikeClient => this.#connected();
    const catalog = (namespace: string): SindexCatalog => this.#catalog(namespace);
    const namespace = metadata.namespace ?? this.options.namespace;
    return {
      metadata,
      namespace,
      set: metadata.set,
      options: this.#session,
      get client() {
        return client();
      },
      get sindexes() {
        return catalog(namespace);
      },
    };
  }

  #catalog(namespace: string): SindexCatalog {
    const known = this.#catalogs.get(namespace);
    if (known !== undefined) return known;
    const maxAge = this.options.indexes?.refreshMs ?? DEFAULT_REFRESH_MS;
    const catalog = new SindexCatalog(() => this.#connected(), namespace, maxAge);
    this.#catalogs.set(namespace, catalog);
    return catalog;
  }
}

function sessionOptions({ scans, query, batch }: DataSourceOptions): SessionOptions {
  return Object.freeze({
    scans: scans ?? 'forbid',
    query: Object.freeze({
      maxRecords: query?.maxRecords ?? 0,
      onTruncate: query?.onTruncate ?? 'throw',
    }),
    batch: Object.freeze({ chunk: batch?.chunk ?? 1000, parallel: batch?.parallel ?? 2 }),
  });
}

/** A chunk of a batch holds a thousand records; the client's default of a second is meant for one. */
const BATCH_TIMEOUT_MS = 30_000;

function configOf({ hosts = [], clientConfig = {} }: DataSourceOptions): ClientConfig {
  const list = typeof hosts === 'string' ? hosts.split(',').map((host) => host.trim()) : hosts;
  const { policies } = clientConfig;
  const batch = { totalTimeout: BATCH_TIMEOUT_MS, ...policies?.batch };
  return { ...clientConfig, policies: { ...policies, batch }, hosts: list };
}
