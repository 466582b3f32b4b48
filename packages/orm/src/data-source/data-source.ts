import { type AerospikeClient, createClient } from '@aeroform/core';
import { BatchError, BatchOutcome } from '../batch/batch-outcome.js';
import { checkedPolicies } from '../context/behavior.js';
import { Coalescer } from '../context/coalescer.js';
import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { SindexCatalog } from '../context/sindex-catalog.js';
import { DataSourceStateError } from '../error/data-source-error.js';
import { messageOf } from '../error/message-of.js';
import type { EntitySubscriber } from '../lifecycle/entity-subscriber.js';
import { makeSubscribers } from '../lifecycle/subscribers.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { getEntityMetadata } from '../metadata/get-entity-metadata.js';
import { SchemaManager } from '../migration/schema-manager.js';
import { Observer } from '../observe/observer.js';
import type { Operation } from '../observe/operation.js';
import { MixedBatch } from '../repository/mixed-batch.js';
import { Repository } from '../repository/repository.js';
import { type RepositoryClass, repositoryClass } from '../repository/repository-class.js';
import { TransactionRunner } from '../transaction/transaction-runner.js';
import type { TransactionOptions, TxScope } from '../transaction/tx-scope.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkReferences } from './check-references.js';
import { checkOptions } from './check-options.js';
import { Connection, type DestroyOptions } from './connection.js';
import type { DataSourceOptions } from './data-source-options.js';
import { type ContextSource, entityContext } from './entity-contexts.js';
import { nameDataSource, unnameDataSource } from './named-data-sources.js';
import { behaviorsOf, clientConfigOf, coalescedPolicy, sessionOptions } from './session-options.js';

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
  /** Declared indexes and stored forms compared with those of the server. */
  readonly schema: SchemaManager;
  readonly #connection: Connection;
  readonly #subscribers: readonly EntitySubscriber[];
  readonly #transactions: TransactionRunner;
  readonly #source: ContextSource;
  readonly #repositories = new Map<EntityClass, Repository<object>>();
  readonly #catalogs = new Map<string, SindexCatalog>();
  /** The classes that plugins were told of. */
  readonly #met = new Set<EntityMetadata>();
  #initializing: Promise<this> | null = null;

  /**
   * Checks the options and the declarations of the entities; nothing is sent.
   *
   * @throws OptionError, MetadataError, and core's InvalidArgError for a wrong `clientConfig`
   */
  constructor(options: DataSourceOptions) {
    checkOptions(options);
    this.options = Object.freeze({ ...options });
    this.client = options.client ?? createClient(clientConfigOf(options));
    this.#connection = new Connection(this.client, options, this.name);
    const connected = (): AerospikeClient => this.#connection.connected();
    this.#subscribers = makeSubscribers(options.subscribers ?? []);
    this.#transactions = new TransactionRunner({
      client: connected,
      namespaces: () => this.#namespaces(),
      gate: this.#connection.gate,
      repositoryOf: (entity, txn) => this.getRepository(entity).scoped({ txn }),
      subscribers: this.#subscribers,
    });
    this.#source = this.#contextSource(options, connected);
    this.schema = new SchemaManager({
      client: () => {
        requireNoTransaction({ transaction: this.#transactions.current }, 'schema');
        return connected();
      },
      namespace: options.namespace,
      entities: this.#declared(options.entities ?? []),
      catalog: (namespace) => this.#catalog(namespace),
      contextOf: (entity) => this.#contextOf(entity),
      gate: this.#connection.gate,
      observer: this.#source.observer,
    });
  }

  /** Name among several data sources. */
  get name(): string {
    return this.options.name ?? 'default';
  }

  /** True between `initialize()` and `destroy()`. */
  get isInitialized(): boolean {
    return this.#connection.gate.isOpen && this.#initializing === null;
  }

  /**
   * Connects, and verifies or creates the declared indexes; tries as often as the option `retry` says.
   * Calling it again changes nothing.
   */
  async initialize(): Promise<this> {
    if (this.#initializing !== null) return this.#initializing;
    if (this.isInitialized) return this;
    this.#initializing = this.#start();
    try {
      return await this.#initializing;
    } finally {
      this.#initializing = null;
    }
  }

  /**
   * Refuses new operations, waits for those under way, and closes the client that was made for `hosts`.
   * Calling it again does nothing.
   */
  async destroy(options: DestroyOptions = {}): Promise<void> {
    await this.#initializing?.catch(() => undefined);
    unnameDataSource(this);
    await this.#connection.close(options);
    for (const catalog of this.#catalogs.values()) catalog.invalidate();
    this.#transactions.support.invalidate();
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
  getRepository<T extends object>(entity: EntityClass<T>): Repository<T>;
  /**
   * A repository of a class of your own, with methods for the entities: `class Orders extends
   * Repository<Order> { … }`. It takes no constructor of its own. A new object every time.
   */
  getRepository<T extends object, R extends Repository<T>>(
    entity: EntityClass<T>,
    type: RepositoryClass<T, R>,
  ): R;
  getRepository<T extends object>(
    entity: EntityClass<T>,
    type?: RepositoryClass<T, Repository<T>>,
  ): Repository<T> {
    if (type !== undefined) return new (repositoryClass(type))(this.#contextOf(entity));
    const known = this.#repositories.get(entity);
    // safe: the map holds the repository of each class under that class
    if (known !== undefined) return known as unknown as Repository<T>;
    const repository = new Repository<T>(this.#contextOf(entity));
    this.#repositories.set(entity, repository as unknown as Repository<object>);
    return repository;
  }

  /**
   * Runs a function in a transaction: what it reads and writes through repositories of this data source
   * belongs to it, without being told. Commits when the function returns; aborts when it throws, and
   * then entities know no more of their records than before. When somebody else is in the way, the
   * function is run again, `retries` times. Needs a namespace with strong consistency: where neither
   * the data source nor one of its entities has one, the function is not run at all.
   *
   * @returns what the function returned
   * @throws TransactionError; TransactionScopeError for what cannot be part of it; what the function
   * throws
   */
  transaction<R>(
    call: (tx: TxScope) => Promise<R> | R,
    options: TransactionOptions = {},
  ): Promise<R> {
    return this.#transactions.run(call, options);
  }

  /** The transaction that the running function is in; undefined outside. */
  currentTransaction(): TxScope | undefined {
    return this.#transactions.current ?? undefined;
  }

  /**
   * Calls on records of several entity classes that are sent together: `dataSource.batch().read(User,
   * id).save(order).run()`. No transaction: each succeeds or fails by itself.
   */
  batch(): MixedBatch {
    return new MixedBatch((entity) => this.#contextOf(entity));
  }

  async #start(): Promise<this> {
    await this.#connection.open(() => this.schema.prepare(this.options.indexes?.sync ?? 'verify'));
    nameDataSource(this);
    return this;
  }

  #contextSource(options: DataSourceOptions, client: () => AerospikeClient): ContextSource {
    const { coalesce = false, telemetry = {}, plugins = [], tenantSet } = options;
    const coalesceOptions = typeof coalesce === 'object' ? coalesce : {};
    return {
      client,
      namespace: options.namespace,
      options: sessionOptions(options),
      catalog: (namespace) => this.#catalog(namespace),
      policies: checkedPolicies(options.policies ?? {}, 'policies'),
      behaviors: behaviorsOf(options),
      tenantSet: tenantSet ?? ((set, tenant) => `${set}_${tenant}`),
      subscribers: this.#subscribers,
      observer: new Observer({ plugins, telemetry, noteBatch }),
      gate: this.#connection.gate,
      coalescer: new Coalescer(client, coalescedPolicy(options), coalesceOptions),
      coalesces: coalesce !== false,
      currentTransaction: () => this.#transactions.current,
      requireEntity: (entity) => this.#requireEntity(entity),
    };
  }

  #contextOf<T extends object>(entity: EntityClass<T>): EntityContext<T> {
    const metadata = this.#metadataOf(entity);
    this.#requireEntity(entity);
    return entityContext(this.#source, metadata);
  }

  #requireEntity(entity: EntityClass): void {
    const { entities } = this.options;
    const isOf = (a: EntityClass, b: EntityClass) => a === b || a.prototype instanceof b;
    if (entities?.some((each) => isOf(each, entity) || isOf(entity, each)) ?? true) return;
    const { name } = entity;
    throw new DataSourceStateError(
      `${name} is not among the entities of data source '${this.name}'; add it to the option entities`,
      { entity: name },
    );
  }

  #declared(entities: readonly EntityClass[]): EntityMetadata[] {
    const declared = entities.map((entity) => this.#metadataOf(entity));
    for (const each of declared) checkReferences(each);
    return declared;
  }

  #metadataOf<T extends object>(entity: EntityClass<T>): EntityMetadata<T> {
    const metadata = getEntityMetadata(entity, this.options.naming);
    const asMet = metadata as unknown as EntityMetadata;
    if (!this.#met.has(asMet)) {
      for (const plugin of this.options.plugins ?? []) plugin.onMetadata?.(metadata);
      this.#met.add(asMet);
    }
    return metadata;
  }

  #namespaces(): string[] {
    const { namespace: own } = this.options;
    return [own, ...[...this.#met].map(({ namespace }) => namespace ?? own)];
  }

  #catalog(namespace: string): SindexCatalog {
    const known = this.#catalogs.get(namespace);
    if (known !== undefined) return known;
    const maxAge = this.options.indexes?.refreshMs ?? DEFAULT_REFRESH_MS;
    const catalog = new SindexCatalog(() => this.#connection.connected(), namespace, maxAge);
    this.#catalogs.set(namespace, catalog);
    return catalog;
  }
}

/** What the outcome of a batch, or the error that holds one, tells of its records. */
function noteBatch(operation: Operation, result: unknown): void {
  const outcome = result instanceof BatchError ? result.outcome : result;
  if (outcome instanceof BatchOutcome) {
    operation.batched(outcome.items.length, outcome.failed.length);
  }
}
