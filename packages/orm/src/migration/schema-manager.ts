import { types } from 'node:util';
import type { AerospikeClient } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { runVerb } from '../context/run-verb.js';
import type { SindexCatalog } from '../context/sindex-catalog.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { SchemaMismatchError } from '../error/schema-mismatch-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Verb } from '../observe/verb.js';
import { checkOptions } from '../operate/check-options.js';
import { truncateSet, type TruncateOptions } from '../repository/truncate.js';
import { listActual } from '../sindex/actual-sindex.js';
import { type DeclaredSindex, declaredSindexes } from '../sindex/declared-sindex.js';
import type { IndexDiff } from '../sindex/sindex-diff.js';
import { type SindexSurvey, surveySindexes } from '../sindex/survey-sindexes.js';
import { syncSindexes, type SyncOptions } from '../sindex/sync-sindexes.js';
import type { EntityClass } from '../type/entity-type.js';
import { checkExpiry } from './check-expiry.js';
import { type DriftOptions, driftOf } from './drift.js';
import type { DriftReport } from './drift-report.js';
import { migrateEntity } from './migrate-entity.js';
import type { MigrateOptions } from './migrate-options.js';
import type { MigrationReport } from './migration-report.js';

/** What the schema manager works with. */
export interface SchemaSource extends Pick<EntityContext, 'gate' | 'observer'> {
  /** The connected client. */
  readonly client: () => AerospikeClient;
  /** Namespace of entities that name none. */
  readonly namespace: string;
  readonly entities: readonly EntityMetadata[];
  readonly catalog: (namespace: string) => SindexCatalog;
  /** The context of one of the entities. */
  readonly contextOf: <T extends object>(entity: EntityClass<T>) => EntityContext<T>;
}

/** Options of `schema.diff()`. */
export interface DiffOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Options of `schema.dropIndex()`. */
export interface DropIndexOptions {
  /** The namespace of the index. Default: that of the data source. */
  readonly namespace?: string;
  /** Cancels the waiting; nodes go on removing it. */
  readonly signal?: AbortSignal;
}

/** How long the start of a data source waits for one index. */
const STARTUP_WAIT_MS = 60_000;

const SYNC_OPTIONS = {
  dryRun: 'boolean',
  drop: 'boolean',
  rename: 'boolean',
  waitTimeout: 'number',
  onProgress: 'any',
  signal: 'any',
} as const;

/** The declared indexes and stored forms of a data source, compared with what is on the server. */
export class SchemaManager {
  readonly #source: SchemaSource;

  /**
   * @internal Made by a data source.
   * @throws MetadataError when two declared indexes cannot be on one server
   */
  constructor(source: SchemaSource) {
    this.#source = source;
    this.#declared();
  }

  /**
   * How the declared indexes differ from those of the server, on all nodes. They are compared by
   * namespace, set, bin, type, collection, path and expression.
   */
  diff(options: DiffOptions = {}): Promise<IndexDiff> {
    return this.#run('schema.diff', async () => {
      checkOptions(options, { signal: 'any' }, 'schema.diff');
      return (await this.#survey(options.signal)).diff;
    });
  }

  /**
   * Creates missing indexes and waits until all nodes can answer from them, and from those that are
   * being built. Nothing is dropped or renamed unless asked for. Several processes may do it at once.
   *
   * @returns what differed before
   * @throws SchemaMismatchError when an index of a declared name is of something else, before anything
   * is created; OrmError `ORM_INDEX_LIMIT` when there is no room for all
   */
  sync(options: SyncOptions = {}): Promise<IndexDiff> {
    return this.#run('schema.sync', () => {
      checkOptions(options, SYNC_OPTIONS, 'schema.sync');
      return this.#sync(options);
    });
  }

  /**
   * Removes an index, declared or not, and waits until no node has it.
   *
   * @returns false when there was none of the name
   */
  dropIndex(name: string, options: DropIndexOptions = {}): Promise<boolean> {
    return this.#run('schema.dropIndex', async () => {
      checkOptions(options, { namespace: 'any', signal: 'any' }, 'schema.dropIndex');
      const { namespace = this.#source.namespace, signal } = options;
      const client = this.#source.client();
      const actual = await listActual(client, namespace, signal);
      if (!actual.some((sindex) => sindex.name === name)) return false;
      const policy = signal === undefined ? {} : { signal };
      await client.indexRemove(namespace, name, { ...policy, waitTimeout: 0 });
      this.#source.catalog(namespace).invalidate();
      return true;
    });
  }

  /**
   * Removes all records of the set of an entity: those of all classes that share it.
   *
   * @param before only records that were last written before this time. Default: now
   */
  async truncate(entity: EntityClass, before?: Date, options: TruncateOptions = {}): Promise<void> {
    if (before !== undefined && !types.isDate(before)) {
      throw new OptionError('before', `must be a Date; got ${describeValue(before)}`);
    }
    const context = this.#source.contextOf(entity);
    return runVerb(context, 'truncate', undefined, () => truncateSet(context, before, options));
  }

  /**
   * Looks at some records of an entity, chosen by their digests, and reports what the class does not
   * explain: bins, types, lengths, classes and versions. Reads only; takes a scan of the set's primary
   * index, but only the bins of the sample.
   */
  async drift<T extends object>(
    entity: EntityClass<T>,
    options: DriftOptions = {},
  ): Promise<DriftReport> {
    const context = this.#contextOf(entity, 'schema.drift');
    return runVerb(context, 'schema.drift', undefined, () => driftOf(context, options));
  }

  /**
   * Rewrites the records that are older than `schemaVersion` of the entity, as reading and saving them
   * would, while the application goes on: each under its generation, with its time to live. `@AfterLoad`
   * runs, but no hooks of writing, no subscribers and no validation. Takes a scan of the set, of which
   * only older records are read. Records it cannot migrate are reported and left as they are; running
   * it again tries them anew.
   *
   * @throws MigrationStoppedError with a cursor to resume, when it was aborted or the cluster failed
   */
  async migrate<T extends object>(
    entity: EntityClass<T>,
    options: MigrateOptions = {},
  ): Promise<MigrationReport> {
    const context = this.#contextOf(entity, 'schema.migrate');
    return runVerb(context, 'schema.migrate', undefined, () => migrateEntity(context, options));
  }

  /**
   * What `initialize()` does.
   *
   * @internal
   */
  async prepare(mode: 'off' | 'verify' | 'create' | 'sync'): Promise<void> {
    if (mode === 'off') return;
    const { client, entities, namespace } = this.#source;
    await checkExpiry(client(), entities, namespace);
    if (this.#declared().length === 0) return;
    if (mode !== 'verify') {
      await this.#sync({ drop: mode === 'sync', waitTimeout: STARTUP_WAIT_MS });
      return;
    }
    const { diff } = await this.#survey(undefined);
    if (diff.create.length > 0 || diff.mismatched.length > 0) throw new SchemaMismatchError(diff);
  }

  /** Anew each time: subclasses may be declared in modules that are imported later. */
  #declared(): DeclaredSindex[] {
    return declaredSindexes(this.#source.entities, this.#source.namespace);
  }

  #survey(signal: AbortSignal | undefined): Promise<SindexSurvey> {
    return surveySindexes(this.#source.client(), this.#declared(), signal);
  }

  async #sync(options: SyncOptions): Promise<IndexDiff> {
    const survey = await this.#survey(options.signal);
    if (options.dryRun === true) return survey.diff;
    try {
      return await syncSindexes(this.#source.client(), survey, options);
    } finally {
      for (const { declared } of survey.matches) {
        this.#source.catalog(declared.namespace).invalidate();
      }
    }
  }

  #contextOf<T extends object>(entity: EntityClass<T>, what: string): EntityContext {
    const context = this.#source.contextOf(entity);
    requireNoTransaction(context, what);
    // safe: what is done with it does not depend on the class
    return context as unknown as EntityContext;
  }

  #run<R>(verb: Verb, call: () => Promise<R>): Promise<R> {
    const { gate, observer, namespace } = this.#source;
    const context = { metadata: null, namespace, set: '', gate, observer, transaction: null };
    return runVerb(context, verb, undefined, call);
  }
}
