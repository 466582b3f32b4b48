import type { EntityContext } from '../context/entity-context.js';
import type { BatchOutcome } from '../batch/batch-outcome.js';
import { changedProperties } from '../mapping/changed-bins.js';
import { stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { createQuery, type Query } from '../query/query-builder.js';
import type { DataKeys, Draft, IdKey, IdOf } from '../type/entity-type.js';
import type { Where } from '../type/where.js';
import type { Op, RecordOps } from '../type/writer.js';
import type {
  CreateOptions,
  FindOptions,
  ReadOptions,
  WriteManyOptions,
  WriteOptions,
} from './call-options.js';
import { countEntities, type CountOptions } from './count.js';
import { createEntity, toInstance } from './create-entity.js';
import { existsById } from './exists.js';
import { find, type FindWhere } from './find.js';
import { findById, findByIdOrFail, reloadEntity } from './find-by-id.js';
import { findByIds } from './find-by-ids.js';
import { mutateEntity, type MutateOptions } from './mutate.js';
import { operateOn, type OperateResult } from './operate.js';
import { removeById, removeEntity, type RemoveOptions } from './remove.js';
import { removeByIds, type RemoveManyOptions } from './remove-many.js';
import { runVerb } from './run-verb.js';
import { writeMany } from './save-many.js';
import { touchById, type TouchOptions } from './touch.js';
import { truncateSet } from './truncate.js';
import { updateById } from './update.js';
import { upsertEntity } from './upsert.js';
import { writeEntity } from './write-entity.js';

/** Reads and writes the entities of one class. Made by `dataSource.getRepository(Class)`. */
export class Repository<T extends object> {
  readonly #context: EntityContext<T>;

  /** @internal Repositories are made by a data source. */
  constructor(context: EntityContext<T>) {
    this.#context = context;
  }

  /** What is known of the entity class. */
  get metadata(): EntityMetadata<T> {
    return this.#context.metadata;
  }

  /** A new entity with the given properties and the declared defaults; nothing is sent. */
  create(draft: Draft<T> = {}): T {
    return createEntity(this.metadata, draft);
  }

  /**
   * Brings the record in line with the entity: only changed bins are written, under the version when
   * the class has one. A new entity is created (versioned) or replaces the record (unversioned).
   * Without bins there is no record: the server removes it with its last bin, so a save that would
   * leave no mapped bin is refused as far as the entity was loaded.
   *
   * @returns the same object, with version, dates and id
   * @throws OptimisticLockError when somebody else wrote, created or removed the record
   */
  save(entity: T, options: WriteOptions<T> = {}): Promise<T> {
    return this.#run(entity, (context) => writeEntity(context, entity, 'save', options));
  }

  /**
   * Creates the record.
   *
   * @throws EntityExistsError when there is one
   */
  insert(entity: T | Draft<T>, options: CreateOptions<T> = {}): Promise<T> {
    return this.#run(entity, (context) =>
      writeEntity(context, toInstance(context.metadata, entity), 'insert', options),
    );
  }

  /**
   * Writes some properties of an existing record without reading it; null removes a bin. The server
   * removes a record together with its last bin: a patch of nulls for all mapped bins is refused, one
   * for the only bins the record has removes the record.
   *
   * @throws EntityNotFoundError when there is no record
   */
  update(id: IdOf<T>, patch: Draft<T>, options: WriteOptions<T> = {}): Promise<void> {
    return this.#run(id, (context) => updateById(context, id, patch, options));
  }

  /** Creates the record or updates the given properties; the version is not compared. */
  upsert(entity: T | Draft<T>, options: CreateOptions<T> = {}): Promise<void> {
    return this.#run(entity, (context) => upsertEntity(context, entity, options));
  }

  /**
   * Replaces an existing record: afterwards it has exactly the mapped bins.
   *
   * @throws EntityNotFoundError, or OptimisticLockError for versioned entities
   */
  replace(entity: T, options: WriteOptions<T> = {}): Promise<T> {
    return this.#run(entity, (context) => writeEntity(context, entity, 'replace', options));
  }

  /** Removes the record of an entity, under its version; false when there was none. */
  remove(entity: T, options: RemoveOptions<T> = {}): Promise<boolean> {
    return this.#run(entity, (context) => removeEntity(context, entity, options));
  }

  /** Removes the record of an id; false when there was none. */
  removeById(id: IdOf<T>, options: RemoveOptions<T> = {}): Promise<boolean> {
    return this.#run(id, (context) => removeById(context, id, options));
  }

  /**
   * Removes records in batches. An id without a record is no failure: its item has the status `ok`
   * and the value false.
   */
  removeByIds(
    ids: readonly IdOf<T>[],
    options: RemoveManyOptions<T> = {},
  ): Promise<BatchOutcome<boolean>> {
    return this.#run(undefined, (context) => removeByIds(context, ids, options));
  }

  /** Saves entities in batches; see {@link Repository.save}. Some may fail while others succeed. */
  saveMany(entities: readonly T[], options: WriteManyOptions<T> = {}): Promise<BatchOutcome<T>> {
    return this.#run(undefined, (context) => writeMany(context, entities, 'save', options));
  }

  /** Inserts entities in batches; see {@link Repository.insert}. */
  insertMany(
    entities: readonly T[],
    options: Omit<WriteManyOptions<T>, 'when'> = {},
  ): Promise<BatchOutcome<T>> {
    return this.#run(undefined, (context) => writeMany(context, entities, 'insert', options));
  }

  /** The entity of an id, or null; with `select` only those properties. */
  findById<K extends DataKeys<T>>(
    id: IdOf<T>,
    options: FindOptions<T> & { readonly select: readonly K[] },
  ): Promise<Pick<T, K | IdKey<T>> | null>;
  /** The entity of an id, or null. */
  findById(id: IdOf<T>, options?: FindOptions<T>): Promise<T | null>;
  findById(id: IdOf<T>, options: FindOptions<T> = {}): Promise<T | null> {
    return this.#run(id, (context) => findById(context, id, options));
  }

  /**
   * The entity of an id; with `select` only those properties.
   *
   * @throws EntityNotFoundError when there is none
   */
  findByIdOrFail<K extends DataKeys<T>>(
    id: IdOf<T>,
    options: FindOptions<T> & { readonly select: readonly K[] },
  ): Promise<Pick<T, K | IdKey<T>>>;
  /**
   * The entity of an id.
   *
   * @throws EntityNotFoundError when there is none
   */
  findByIdOrFail(id: IdOf<T>, options?: FindOptions<T>): Promise<T>;
  findByIdOrFail(id: IdOf<T>, options: FindOptions<T> = {}): Promise<T> {
    return this.#run(id, (context) => findByIdOrFail(context, id, options));
  }

  /** The entities of ids in the order of the ids, null where there is none; one batch. */
  findByIds<K extends DataKeys<T>>(
    ids: readonly IdOf<T>[],
    options: FindOptions<T> & { readonly select: readonly K[] },
  ): Promise<(Pick<T, K | IdKey<T>> | null)[]>;
  /** The entities of ids in the order of the ids, null where there is none; one batch. */
  findByIds(ids: readonly IdOf<T>[], options?: FindOptions<T>): Promise<(T | null)[]>;
  findByIds(ids: readonly IdOf<T>[], options: FindOptions<T> = {}): Promise<(T | null)[]> {
    return this.#run(undefined, (context) => findByIds(context, ids, options));
  }

  /** The entities for which all conditions hold; see {@link Repository.query} for more. */
  find(options: FindWhere<T>): Promise<T[]> {
    return this.#run(undefined, (context) => find(context, options).all());
  }

  /** Any entity for which all conditions hold, or null. */
  findOne(options: Omit<FindWhere<T>, 'limit'>): Promise<T | null> {
    return this.#run(undefined, (context) => find(context, options, 'findOne').first());
  }

  /** A query: conditions, selection, limits, streaming, `explain()`. */
  query(): Query<T, T> {
    return createQuery(this.#context);
  }

  /** Tells whether there is a record. */
  exists(id: IdOf<T>, options: ReadOptions = {}): Promise<boolean> {
    return this.#run(id, (context) => existsById(context, id, options));
  }

  /** Counts the entities, or those for which all conditions hold. Without conditions the set is scanned. */
  count(where?: Where<T>, options: CountOptions = {}): Promise<number> {
    return this.#run(undefined, (context) => countEntities(context, where, options));
  }

  /**
   * Atomic operations on bins, lists, maps and embedded objects of one record, in one round trip:
   * `operate(id, r => ({ views: r.views.inc(), size: r.tags.push('x') }))`. Given an entity, it is
   * brought up to date. Given an id, the record is made when there is none, unless `when` asks for one.
   */
  operate<O extends Record<string, Op<unknown>>>(
    target: IdOf<T> | T,
    build: (record: RecordOps<T>) => O,
    options: WriteOptions<T> = {},
  ): Promise<OperateResult<O>> {
    return this.#run(target, (context) => operateOn(context, target, build, options));
  }

  /**
   * Reads an entity, changes it and saves it; repeats when somebody else wrote in between. The policy
   * is for reading and writing; `when` and its filter expression are conditions of the write.
   */
  mutate(
    id: IdOf<T>,
    change: (entity: T) => void | Promise<void>,
    options: MutateOptions<T> = {},
  ): Promise<T> {
    return this.#run(id, (context) => mutateEntity(context, id, change, options));
  }

  /**
   * Starts the time to live anew; false when there is no record.
   *
   * @param ttl default: that of the entity class, else the namespace's
   */
  touch(id: IdOf<T>, ttl?: EntityTtl, options: TouchOptions = {}): Promise<boolean> {
    return this.#run(id, (context) => touchById(context, id, ttl, options));
  }

  /** Removes all records of the set, or those last written before a date. */
  truncate(before?: Date): Promise<void> {
    return this.#run(undefined, (context) => truncateSet(context, before));
  }

  /** Reads the record again into the same object; changes that were not saved are lost. */
  reload(entity: T, options: ReadOptions = {}): Promise<T> {
    return this.#run(entity, (context) => reloadEntity(context, entity, options));
  }

  /** The properties that changed since the entity was read or written; all of a new entity. */
  changed(entity: T): DataKeys<T>[] {
    const state = stateOf(entity);
    const names =
      state === undefined
        ? this.metadata.stored.map(({ property }) => property)
        : changedProperties(this.metadata, entity, state);
    return names as DataKeys<T>[];
  }

  /** Tells whether the entity was read or written by this package, as opposed to new. */
  isLoaded(entity: T): boolean {
    return stateOf(entity) !== undefined;
  }

  /** The generation of the record when the entity was read or written; undefined for a new one. */
  versionOf(entity: T): number | undefined {
    return stateOf(entity)?.generation;
  }

  #run<R>(subject: unknown, call: (context: EntityContext<T>) => Promise<R>): Promise<R> {
    return runVerb(this.#context, subject, () => call(this.#context));
  }
}
