import type { EntityContext } from '../context/entity-context.js';
import type { BatchOutcome } from '../batch/batch-outcome.js';
import { changedProperties } from '../mapping/changed-bins.js';
import { stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { createQuery, type Query } from '../query/query-builder.js';
import type { DataKeys, Draft, IdKey, IdOf } from '../type/entity-type.js';
import type { Where } from '../type/where.js';
import type { Op, RecordOps } from '../type/writer.js';
import type { FindOptions, ReadOptions, WriteManyOptions, WriteOptions } from './call-options.js';
import { countEntities, type CountOptions } from './count.js';
import { createEntity } from './create-entity.js';
import { existsById } from './exists.js';
import { find, type FindWhere } from './find.js';
import { findById, notFound, reloadEntity } from './find-by-id.js';
import { findByIds } from './find-by-ids.js';
import { mutateEntity, type MutateOptions } from './mutate.js';
import { operateOn, type OperateResult } from './operate.js';
import { removeById, removeEntity, type RemoveOptions } from './remove.js';
import { removeByIds, type RemoveManyOptions } from './remove-many.js';
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
   *
   * @returns the same object, with version, dates and id
   * @throws OptimisticLockError when somebody else wrote, created or removed the record
   */
  async save(entity: T, options: WriteOptions<T> = {}): Promise<T> {
    return writeEntity(this.#context, entity, 'save', options);
  }

  /**
   * Creates the record.
   *
   * @throws EntityExistsError when there is one
   */
  async insert(entity: T | Draft<T>, options: WriteOptions<T> = {}): Promise<T> {
    const { metadata } = this;
    const instance = entity instanceof metadata.entity ? entity : createEntity(metadata, entity);
    return writeEntity(this.#context, instance, 'insert', options);
  }

  /**
   * Writes some properties of an existing record without reading it; null removes a bin.
   *
   * @throws EntityNotFoundError when there is no record
   */
  async update(id: IdOf<T>, patch: Draft<T>, options: WriteOptions<T> = {}): Promise<void> {
    await updateById(this.#context, id, patch, options);
  }

  /** Creates the record or updates the given properties; the version is not compared. */
  async upsert(entity: T | Draft<T>, options: WriteOptions<T> = {}): Promise<void> {
    await upsertEntity(this.#context, entity, options);
  }

  /**
   * Replaces an existing record: afterwards it has exactly the mapped bins.
   *
   * @throws EntityNotFoundError, or OptimisticLockError for versioned entities
   */
  async replace(entity: T, options: WriteOptions<T> = {}): Promise<T> {
    return writeEntity(this.#context, entity, 'replace', options);
  }

  /** Removes the record of an entity, under its version; false when there was none. */
  async remove(entity: T, options: RemoveOptions<T> = {}): Promise<boolean> {
    return removeEntity(this.#context, entity, options);
  }

  /** Removes the record of an id; false when there was none. */
  async removeById(id: IdOf<T>, options: RemoveOptions<T> = {}): Promise<boolean> {
    return removeById(this.#context, id, options);
  }

  /** Removes records in batches. */
  async removeByIds(
    ids: readonly IdOf<T>[],
    options: RemoveManyOptions<T> = {},
  ): Promise<BatchOutcome<boolean>> {
    return removeByIds(this.#context, ids, options);
  }

  /** Saves entities in batches; see {@link Repository.save}. Some may fail while others succeed. */
  async saveMany(
    entities: readonly T[],
    options: WriteManyOptions<T> = {},
  ): Promise<BatchOutcome<T>> {
    return writeMany(this.#context, entities, 'save', options);
  }

  /** Inserts entities in batches; see {@link Repository.insert}. */
  async insertMany(
    entities: readonly T[],
    options: WriteManyOptions<T> = {},
  ): Promise<BatchOutcome<T>> {
    return writeMany(this.#context, entities, 'insert', options);
  }

  /** The entity of an id, or null; with `select` only those properties. */
  findById<K extends DataKeys<T>>(
    id: IdOf<T>,
    options: FindOptions<T> & { readonly select: readonly K[] },
  ): Promise<Pick<T, K | IdKey<T>> | null>;
  findById(id: IdOf<T>, options?: FindOptions<T>): Promise<T | null>;
  async findById(id: IdOf<T>, options: FindOptions<T> = {}): Promise<T | null> {
    return findById(this.#context, id, options);
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
  findByIdOrFail(id: IdOf<T>, options?: FindOptions<T>): Promise<T>;
  async findByIdOrFail(id: IdOf<T>, options: FindOptions<T> = {}): Promise<T> {
    const entity = await findById(this.#context, id, options);
    if (entity === null) throw notFound(this.#context, id);
    return entity;
  }

  /** The entities of ids in the order of the ids, null where there is none; one batch. */
  findByIds<K extends DataKeys<T>>(
    ids: readonly IdOf<T>[],
    options: FindOptions<T> & { readonly select: readonly K[] },
  ): Promise<(Pick<T, K | IdKey<T>> | null)[]>;
  findByIds(ids: readonly IdOf<T>[], options?: FindOptions<T>): Promise<(T | null)[]>;
  async findByIds(ids: readonly IdOf<T>[], options: FindOptions<T> = {}): Promise<(T | null)[]> {
    return findByIds(this.#context, ids, options);
  }

  /** The entities for which all conditions hold; see {@link Repository.query} for more. */
  async find(options: FindWhere<T>): Promise<T[]> {
    return find(this.#context, options).all();
  }

  /** Any entity for which all conditions hold, or null. */
  async findOne(options: Omit<FindWhere<T>, 'limit'>): Promise<T | null> {
    return find(this.#context, options).first();
  }

  /** A query: conditions, selection, limits, streaming, `explain()`. */
  query(): Query<T, T> {
    return createQuery(this.#context);
  }

  /** Tells whether there is a record. */
  async exists(id: IdOf<T>, options: ReadOptions = {}): Promise<boolean> {
    return existsById(this.#context, id, options);
  }

  /** Counts the entities, or those for which all conditions hold. Without conditions the set is scanned. */
  async count(where?: Where<T>, options: CountOptions = {}): Promise<number> {
    return countEntities(this.#context, where, options);
  }

  /**
   * Atomic operations on bins, lists, maps and embedded objects of one record, in one round trip:
   * `operate(id, r => ({ views: r.views.inc(), size: r.tags.push('x') }))`. Given an entity, it is
   * brought up to date.
   */
  async operate<O extends Record<string, Op<unknown>>>(
    target: IdOf<T> | T,
    build: (record: RecordOps<T>) => O,
    options: WriteOptions<T> = {},
  ): Promise<OperateResult<O>> {
    return operateOn(this.#context, target, build, options);
  }

  /** Reads an entity, changes it and saves it; repeats when somebody else wrote in between. */
  async mutate(
    id: IdOf<T>,
    change: (entity: T) => void | Promise<void>,
    options: MutateOptions<T> = {},
  ): Promise<T> {
    return mutateEntity(this.#context, id, change, options);
  }

  /**
   * Starts the time to live anew; false when there is no record.
   *
   * @param ttl default: that of the entity class, else the namespace's
   */
  async touch(id: IdOf<T>, ttl?: EntityTtl, options: TouchOptions = {}): Promise<boolean> {
    return touchById(this.#context, id, ttl, options);
  }

  /** Removes all records of the set, or those last written before a date. */
  async truncate(before?: Date): Promise<void> {
    await truncateSet(this.#context, before);
  }

  /** Reads the record again into the same object; changes that were not saved are lost. */
  async reload(entity: T, options: ReadOptions = {}): Promise<T> {
    return reloadEntity(this.#context, entity, options);
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
}
