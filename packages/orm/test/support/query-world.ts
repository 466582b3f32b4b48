import {
  type AerospikeClient,
  type Bins,
  createClient,
  type Expression,
  INDEX_NUMERIC,
} from '@aeroform/core';
import type { EmbeddedServer, EmbeddedWorker } from '@aeroform/embedded';
import { DRIVER } from '../../../../test/support/driver-under-test.js';
import { namedHosts, startServer } from '../../../../test/support/server-under-test.js';
import type { EntityContext, SessionOptions } from '../../src/context/entity-context.js';
import { OperationGate } from '../../src/context/operation-gate.js';
import { SindexCatalog } from '../../src/context/sindex-catalog.js';
import { unloadedRefs } from '../../src/mapping/ref-factory.js';
import type { EntityMetadata } from '../../src/metadata/entity-metadata.js';
import type { IndexMetadata } from '../../src/metadata/index-metadata.js';
import { getEntityMetadata } from '../../src/metadata/get-entity-metadata.js';
import type { EntityClass } from '../../src/type/entity-type.js';
import { contextOf } from '../../src/condition/compile-path.js';
import { compileExpr } from '../../src/condition/compile-predicate.js';
import { rootFields } from '../../src/condition/root-fields.js';

const NAMESPACE = 'test';
const DEFAULTS: SessionOptions = {
  scans: 'forbid',
  query: { maxRecords: 0, onTruncate: 'throw' },
  batch: { chunk: 100, parallel: 2 },
  unknownBins: 'ignore',
  validate: 'write',
};

let worlds = 0;

/** A server with the records and indexes of one entity: the real one of AEROSPIKE_HOSTS, or embedded. */
export class QueryWorld<T extends object> implements AsyncDisposable {
  readonly client: AerospikeClient;
  readonly metadata: EntityMetadata<T>;
  readonly #server: EmbeddedServer | EmbeddedWorker | null;
  readonly #catalog: SindexCatalog;
  readonly #gate = new OperationGate('query world');
  /** Keeps runs apart that share a server. */
  readonly #suffix: string;

  private constructor(
    client: AerospikeClient,
    server: EmbeddedServer | EmbeddedWorker | null,
    metadata: EntityMetadata<T>,
  ) {
    this.client = client;
    this.metadata = metadata;
    this.#server = server;
    this.#suffix = server === null ? `_${process.pid}_${(worlds += 1)}` : '';
    this.#gate.open();
    this.#catalog = new SindexCatalog(() => client, NAMESPACE, 60_000);
  }

  static async open<T extends object>(entity: EntityClass<T>): Promise<QueryWorld<T>> {
    const named = namedHosts();
    const server = named === undefined ? await startServer() : null;
    const hosts = server?.hosts ?? named!;
    const client = await createClient({ hosts, driver: DRIVER }).connect();
    const world = new QueryWorld(client, server, getEntityMetadata(entity));
    await world.removeAll();
    return world;
  }

  get set(): string {
    return this.metadata.set + this.#suffix;
  }

  /** The name on the server of a declared index. */
  indexName(declared: string): string {
    return declared + this.#suffix;
  }

  /** Forgets the list of indexes: it changed behind the back of the mapper. */
  forgetIndexes(): void {
    this.#catalog.invalidate();
  }

  /** What queries are made with. */
  context(options: Partial<SessionOptions> = {}): EntityContext<T> {
    return {
      metadata: this.metadata,
      refs: unloadedRefs,
      client: this.client,
      namespace: NAMESPACE,
      set: this.set,
      options: { ...DEFAULTS, ...options },
      sindexes: this.#catalog,
      policies: {},
      behaviors: new Map(),
      subscribers: [],
      observer: null,
      transaction: null,
      gate: this.#gate,
      coalescer: null,
      withDeleted: false,
      scoped: () => this.context(options),
      of: () => {
        throw new Error('a query world has one entity');
      },
    };
  }

  /** Writes a record as any writer could have. */
  async put(id: string, bins: Bins): Promise<void> {
    await this.client.put([NAMESPACE, this.set, id], bins, null, { key: 1 });
  }

  /** Creates declared indexes; all, or those of some names. */
  async createIndexes(names?: readonly string[]): Promise<void> {
    for (const index of this.metadata.indexes) {
      if (names?.includes(index.name) !== false) await this.#create(index);
    }
    for (const { name, build } of this.metadata.expressionIndexes) {
      if (names?.includes(name) === false) continue;
      const expression = compileExpr(null, build(rootFields(this.metadata)));
      await this.client.indexExpressionCreate(
        NAMESPACE,
        this.set,
        expression as Expression<'int'>,
        INDEX_NUMERIC,
        this.indexName(name),
      );
    }
    this.forgetIndexes();
  }

  async removeAll(): Promise<void> {
    for (const { name, set } of await this.client.indexList(NAMESPACE)) {
      if (set === this.set) await this.client.indexRemove(NAMESPACE, name);
    }
    for await (const { key } of this.client.query(NAMESPACE, this.set).noBins()) {
      await this.client.remove(key);
    }
    this.forgetIndexes();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server === null) await this.removeAll();
    await this.client.close();
    await this.#server?.stop();
  }

  async #create({ name, binName, type, collection, steps }: IndexMetadata): Promise<void> {
    const creators = {
      numeric: 'indexIntegerCreate',
      string: 'indexStringCreate',
      geo2dsphere: 'indexGeo2dsphereCreate',
      blob: 'indexBlobCreate',
    } as const;
    const policy = {
      ...(collection === 'default' ? {} : { collection }),
      ...(steps.length === 0 ? {} : { context: contextOf(steps) }),
    };
    await this.client[creators[type]](NAMESPACE, this.set, binName, this.indexName(name), policy);
  }
}
