import type { EntityContext } from '../context/entity-context.js';
import { runVerb } from '../context/run-verb.js';
import type { Scope } from '../context/scope.js';
import type { Operation } from '../observe/operation.js';
import type { Verb } from '../observe/verb.js';
import type { BatchOutcome } from '../batch/batch-outcome.js';
import { stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { createQuery, type Query } from '../query/query-builder.js';
import { populateEntities } from '../reference/populate-entities.js';
import { refIn } from '../reference/ref-of.js';
import type { Draft, Patch } from '../type/draft.js';
import type { DataKeys, IdKey, IdOf } from '../type/entity-type.js';
import type { Loaded, PopulatePath, Populated } from '../type/loaded.js';
import type { Ref } from '../type/ref.js';
import type { Where } from '../type/where.js';
import type { Op } from '../type/op.js';
import type { ListKeys, MapKeys, SetKeys } from '../type/collection-keys.js';
import type { HandleOptions } from '../type/handle.js';
import type { RecordOps, Writer } from '../type/writer.js';
import type {
  CreateOptions,
  FindCall,
  FindOptions,
  ReadOptions,
  SaveOptions,
  WriteManyOptions,
  WriteOptions,
} from './call-options.js';
import { checkCallOptions, NO_OPTIONS } from './call-options.js';
import { changedOf } from './changed-of.js';
import { countEntities, type CountOptions } from './count.js';
import { createEntity, insertEntity } from './create-entity.js';
import { existsById } from './exists.js';
import { findAll, findOne, type FindWhere } from './find.js';
import { findById, findByIdOrFail, reloadEntity } from './find-by-id.js';
import {
  existsMany,
  findByIds,
  type FindManyCall,
  type FindManyOptions,
  type ReadManyOptions,
} from './find-by-ids.js';
import { mutateEntity, type MutateOptions } from './mutate.js';
import { type HandleHost, type HandleSubject, openHandle } from './open-handle.js';
import { operateOn, type OperateResult } from './operate.js';
import { operateMany } from './operate-many.js';
import { removeById, removeEntity, type RemoveOptions } from './remove.js';
import {
  removeByIds,
  type RemoveEntitiesOptions,
  removeMany,
  type RemoveManyOptions,
} from './remove-many.js';
import { writeMany } from './save-many.js';
import { scopedRepository } from './scoped.js';
import { markById, markEntity, type SoftRemoveOptions } from './soft-remove.js';
import { touchById, type TouchOptions } from './touch.js';
import { type TruncateOptions, truncateSet } from './truncate.js';
import { updateById } from './update.js';
import { upsertEntity } from './upsert.js';
import { writeEntity } from './write-entity.js';
import type { WriteOutcome } from './write-outcome.js';

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

  /**
   * A new entity with the given properties and the declared defaults; nothing is sent. It takes what is
   * not stored too: `@Transient` properties, other fields that the constructor makes, setters.
   */
  create(draft: Draft<T> = {}): T {
    return createEntity(this.#context, draft);
  }

  /**
   * Brings the record in line with the entity: only changed bins are written, under the version when
   * the class has one. A new entity is created (versioned) or replaces the record (unversioned).
   * Without bins there is no record: the server removes it with its last bin, so a save that would
   * leave no mapped bin is refused as far as the entity was loaded. Under a version, a list or map of
   * which a part changed is sent as the operations that change it.
   *
   * @returns the same object, with version, dates and id
   * @throws OptimisticLockError when somebody else wrote, created or removed the record
   */
  save(entity: T, options: SaveOptions<T> = NO_OPTIONS): Promise<T> {
    const context = this.#context;
    return runVerb(context, 'save', entity, () => writeEntity(context, entity, 'save', options));
  }

  /**
   * Creates the record.
   *
   * @throws EntityExistsError when there is one
   */
  insert(entity: T | Draft<T>, options: CreateOptions<T> = {}): Promise<T> {
    return this.#run('insert', entity, (context) => insertEntity(context, entity, options));
  }

  /**
   * Writes some properties of an existing record without reading it; null removes a bin. The server
   * removes a record together with its last bin: a patch of nulls for all mapped bins is refused, one
   * for the only bins the record has removes the record. A record of an older schema version is
   * migrated first, as by all writes that take an id.
   *
   * @returns the version the record has now
   * @throws EntityNotFoundError when there is no record, MappingError when it is of another class of a
   * hierarchy than this repository's, or of a newer schema version
   */
  update(id: IdOf<T>, patch: Patch<T>, options: WriteOptions<T> = {}): Promise<WriteOutcome> {
    return this.#run('update', id, (context) => updateById(context, id, patch, options));
  }

  /**
   * Creates the record or updates the given properties; the version is not compared.
   *
   * @returns the version the record has now
   * @throws MappingError, before anything is sent, without a property that is declared `nullable: false`:
   * a record that it makes would lack it. Not with `ifVersion`, which needs a record
   */
  upsert(entity: T | Draft<T>, options: CreateOptions<T> = {}): Promise<WriteOutcome> {
    return this.#run('upsert', entity, (context) => upsertEntity(context, entity, options));
  }

  /**
   * Replaces an existing record: afterwards it has exactly the mapped bins.
   *
   * @throws EntityNotFoundError, or OptimisticLockError for versioned entities
   */
  replace(entity: T, options: WriteOptions<T> = {}): Promise<T> {
    return this.#run('replace', entity, (context) =>
      writeEntity(context, entity, 'replace', options),
    );
  }

  /** Removes the record of an entity, under its version; false when there was none. */
  remove(entity: T, options: RemoveOptions<T> = {}): Promise<boolean> {
    return this.#run('remove', entity, (context) => removeEntity(context, entity, options));
  }

  /** Removes the record of an id; false when there was none. */
  removeById(id: IdOf<T>, options: RemoveOptions<T> = {}): Promise<boolean> {
    return this.#run('removeById', id, (context) => removeById(context, id, options));
  }

  /**
   * Removes records in batches. An id without a record is no failure: its item has the status `ok`
   * and the value false.
   */
  removeByIds(
    ids: readonly IdOf<T>[],
    options: RemoveManyOptions<T> = {},
  ): Promise<BatchOutcome<boolean>> {
    return this.#run('removeByIds', undefined, (context) => removeByIds(context, ids, options));
  }

  /**
   * Removes the records of entities in batches, under their versions. An entity without a record is no
   * failure: its item has the status `ok` and the value false.
   */
  removeMany(
    entities: readonly T[],
    options: RemoveEntitiesOptions<T> = {},
  ): Promise<BatchOutcome<boolean>> {
    return this.#run('removeMany', entities, (context) => removeMany(context, entities, options));
  }

  /**
   * Marks an entity as removed with the date of its `@DeletedAt` property; nothing else is written.
   * Reading leaves it out, except with `withDeleted()`.
   *
   * @throws OptimisticLockError when somebody else wrote or removed the record
   */
  softRemove(entity: T, options: SoftRemoveOptions<T> = {}): Promise<T> {
    return this.#run('softRemove', entity, (context) =>
      markEntity(context, entity, 'softRemove', options),
    );
  }

  /** Marks the record of an id as removed; false when there was none. */
  softRemoveById(id: IdOf<T>, options: SoftRemoveOptions<T> = {}): Promise<boolean> {
    return this.#run('softRemoveById', id, (context) =>
      markById(context, id, 'softRemove', options),
    );
  }

  /** Takes the mark of `softRemove` away; `withDeleted()` finds the entities that have it. */
  restore(entity: T, options: SoftRemoveOptions<T> = {}): Promise<T> {
    return this.#run('restore', entity, (context) =>
      markEntity(context, entity, 'restore', options),
    );
  }

  /** Takes the mark of the record of an id away; false when there was none. */
  restoreById(id: IdOf<T>, options: SoftRemoveOptions<T> = {}): Promise<boolean> {
    return this.#run('restoreById', id, (context) => markById(context, id, 'restore', options));
  }

  /** Saves entities in batches; see {@link Repository.save}. Some may fail while others succeed. */
  saveMany(entities: readonly T[], options: WriteManyOptions<T> = {}): Promise<BatchOutcome<T>> {
    return this.#run('saveMany', entities, (context) =>
      writeMany(context, entities, 'save', options),
    );
  }

  /** Inserts entities in batches; see {@link Repository.insert}. */
  insertMany(
    entities: readonly T[],
    options: Omit<WriteManyOptions<T>, 'when'> = {},
  ): Promise<BatchOutcome<T>> {
    return this.#run('insertMany', entities, (context) =>
      writeMany(context, entities, 'insert', options),
    );
  }

  /** The entity of an id, or null; with `select` only those properties. */
  findById<K extends DataKeys<T>, P extends string = never>(
    id: IdOf<T>,
    options: FindOptions<T, P> & { readonly select: readonly K[] },
  ): Promise<Loaded<Pick<T, K | IdKey<T>>, P> | null>;
  /** The entity of an id, or null; with `populate` its references are loaded. */
  findById<P extends string = never>(
    id: IdOf<T>,
    options?: FindOptions<T, P>,
  ): Promise<Loaded<T, P> | null>;
  findById(id: IdOf<T>, options: FindCall<T> = NO_OPTIONS): Promise<T | null> {
    const context = this.#context;
    return runVerb(context, 'findById', id, () => findById(context, id, options));
  }

  /**
   * The entity of an id; with `select` only those properties.
   *
   * @throws EntityNotFoundError when there is none
   */
  findByIdOrFail<K extends DataKeys<T>, P extends string = never>(
    id: IdOf<T>,
    options: FindOptions<T, P> & { readonly select: readonly K[] },
  ): Promise<Loaded<Pick<T, K | IdKey<T>>, P>>;
  /**
   * The entity of an id; with `populate` its references are loaded.
   *
   * @throws EntityNotFoundError when there is none
   */
  findByIdOrFail<P extends string = never>(
    id: IdOf<T>,
    options?: FindOptions<T, P>,
  ): Promise<Loaded<T, P>>;
  findByIdOrFail(id: IdOf<T>, options: FindCall<T> = {}): Promise<T> {
    return this.#run('findByIdOrFail', id, (context) => findByIdOrFail(context, id, options));
  }

  /** The entities of ids in the order of the ids, null where there is none; in batches. */
  findByIds<K extends DataKeys<T>, P extends string = never>(
    ids: readonly IdOf<T>[],
    options: FindManyOptions<T, P> & { readonly select: readonly K[] },
  ): Promise<(Loaded<Pick<T, K | IdKey<T>>, P> | null)[]>;
  /** The entities of ids in the order of the ids, null where there is none; in batches. */
  findByIds<P extends string = never>(
    ids: readonly IdOf<T>[],
    options?: FindManyOptions<T, P>,
  ): Promise<(Loaded<T, P> | null)[]>;
  findByIds(ids: readonly IdOf<T>[], options: FindManyCall<T> = {}): Promise<(T | null)[]> {
    return this.#run('findByIds', undefined, (context) => findByIds(context, ids, options));
  }

  /** The entities for which all conditions hold; see {@link Repository.query} for more. */
  find<P extends string = never>(options: FindWhere<T, P>): Promise<Loaded<T, P>[]> {
    return this.#run('find', undefined, findAll(options));
  }

  /** Any entity for which all conditions hold, or null. */
  findOne<P extends string = never>(
    options: Omit<FindWhere<T, P>, 'limit'>,
  ): Promise<Loaded<T, P> | null> {
    return this.#run('findOne', undefined, findOne(options));
  }

  /**
   * Loads references of entities that were read or made: `populate(orders, ['customer',
   * 'lines.product'])`. All at one depth are read in one batch, each record once; those that are
   * loaded already stay as they are.
   *
   * @returns the same entities
   */
  populate<P extends string, E extends T | readonly T[]>(
    entities: E,
    paths: readonly PopulatePath<T, P>[],
    options: Pick<ReadOptions, 'behavior' | 'signal'> = {},
  ): Promise<Populated<T, E, P>> {
    return this.#run('populate', entities, async (context) => {
      checkCallOptions('populate', 'populate', options);
      await populateEntities(context, entities, paths, options);
      // safe: their references are loaded now
      return entities as Populated<T, E, P>;
    });
  }

  /** A reference to an entity of this repository, or to that of an id; nothing is read before `load`. */
  ref(idOrEntity: IdOf<T> | T): Ref<T> {
    return refIn(this.#context, idOrEntity);
  }

  /** A reference to the entity of an id; nothing is read before `load`. The same as `ref`. */
  lazy(id: IdOf<T>): Ref<T> {
    return refIn(this.#context, id);
  }

  /** A query: conditions, selection, limits, streaming, `explain()`. */
  query(): Query<T, T> {
    return createQuery(this.#context);
  }

  /** Tells whether there is a record. */
  exists(id: IdOf<T>, options: ReadOptions = {}): Promise<boolean> {
    return this.#run('exists', id, (context) => existsById(context, id, options));
  }

  /** Whether there is a record of each id, in the order of the ids; in batches. */
  existsMany(ids: readonly IdOf<T>[], options: ReadManyOptions = {}): Promise<boolean[]> {
    return this.#run('existsMany', undefined, (context) => existsMany(context, ids, options));
  }

  /** Counts the entities, or those for which all conditions hold; a scan needs leave, as of a query. */
  count(where?: Where<T>, options: CountOptions = {}): Promise<number> {
    return this.#run('count', undefined, (context, operation) =>
      countEntities(context, where, options, operation),
    );
  }

  /**
   * Atomic operations on bins, lists, maps and embedded objects of one record, in one round trip:
   * `operate(id, r => ({ views: r.views.inc(), size: r.tags.push('x') }))`. Given an entity, it is
   * brought up to date. Given an id, the record is made when there is none, unless `when` asks for one
   * or the class is abstract. Writes migrate a record of an older schema version first, and refuse one
   * of another class, as `update` does; operations that only read take it as it is.
   */
  operate<O extends Record<string, Op<unknown>>>(
    target: IdOf<T> | T,
    build: (record: RecordOps<T>) => O,
    options: WriteOptions<T> = {},
  ): Promise<OperateResult<O>> {
    return this.#run('operate', target, (context) => operateOn(context, target, build, options));
  }

  /**
   * The same operations on the records of several ids, in batches: `operateMany(ids, r => ({ n:
   * r.views.inc() }))`. Each record is worked on atomically; some may fail while others succeed. The
   * results are in the order of the ids.
   */
  operateMany<O extends Record<string, Op<unknown>>>(
    ids: readonly IdOf<T>[],
    build: (record: RecordOps<T>) => O,
    options: WriteManyOptions<T> = {},
  ): Promise<BatchOutcome<OperateResult<O>>> {
    return this.#run('operateMany', undefined, (context) =>
      operateMany(context, ids, build, options),
    );
  }

  /** A handle on a list of a record, to work on it without loading it; nothing is sent. */
  list<K extends ListKeys<T>>(
    id: IdOf<T>,
    property: K,
    options: HandleOptions<T> = {},
  ): Writer<NonNullable<T[K]>, 'call', T> {
    return this.#handle({ verb: 'list', id, property }, options);
  }

  /** A handle on a map of a record, to work on it without loading it; nothing is sent. */
  map<K extends MapKeys<T>>(
    id: IdOf<T>,
    property: K,
    options: HandleOptions<T> = {},
  ): Writer<NonNullable<T[K]>, 'call', T> {
    return this.#handle({ verb: 'map', id, property }, options);
  }

  /** A handle on a set of a record, to work on it without loading it; nothing is sent. */
  set<K extends SetKeys<T>>(
    id: IdOf<T>,
    property: K,
    options: HandleOptions<T> = {},
  ): Writer<NonNullable<T[K]>, 'call', T> {
    return this.#handle({ verb: 'set', id, property }, options);
  }

  /**
   * Reads an entity, changes it and saves it; repeats when somebody else wrote in between. The policy
   * is for reading and writing; `when` and its filter expression are conditions of the write.
   *
   * @param change changes the entity it is given; what it returns is ignored, and refused where it is a
   * copy of the entity
   */
  mutate(
    id: IdOf<T>,
    change: (entity: T) => void | Promise<void>,
    options: MutateOptions<T> = {},
  ): Promise<T> {
    return this.#run('mutate', id, (context, operation) =>
      mutateEntity(context, id, change, options, operation),
    );
  }

  /**
   * Starts the time to live anew; false when there is no record.
   *
   * @param ttl default: that of the entity class, else the namespace's
   */
  touch(id: IdOf<T>, ttl?: EntityTtl, options: TouchOptions = {}): Promise<boolean> {
    return this.#run('touch', id, (context) => touchById(context, id, ttl, options));
  }

  /** Removes all records of the set, or those last written before a date. */
  truncate(before?: Date, options: TruncateOptions = {}): Promise<void> {
    return this.#run('truncate', undefined, (context) => truncateSet(context, before, options));
  }

  /** Reads the record again into the same object; changes that were not saved are lost. */
  reload(entity: T, options: ReadOptions = {}): Promise<T> {
    return this.#run('reload', entity, (context) => reloadEntity(context, entity, options));
  }

  /** The properties that changed since the entity was read or written; all of a new entity. */
  changed(entity: T): DataKeys<T>[] {
    return changedOf(this.metadata, entity) as DataKeys<T>[];
  }

  /** Tells whether the entity was read or written by this package, as opposed to new. */
  isLoaded(entity: T): boolean {
    return stateOf(entity) !== undefined;
  }

  /** The generation of the record when the entity was read or written; undefined for a new one. */
  versionOf(entity: T): number | undefined {
    return stateOf(entity)?.generation;
  }

  /**
   * A repository of the same class with other settings over its own: another set, the set of a tenant,
   * policies, a transaction.
   */
  scoped(scope: Scope): this {
    return scopedRepository(this, this.#context, scope);
  }

  /** A repository of the same class that finds entities too that `softRemove` marked. */
  withDeleted(): this {
    return scopedRepository(this, this.#context, { withDeleted: true });
  }

  #handle<W>(subject: HandleSubject<T>, options: HandleOptions<T>): W {
    const run: HandleHost<T>['run'] = (call) => this.#run(subject.verb, subject.id, call);
    // safe: the handle has the operations of the property's type
    return openHandle({ metadata: this.metadata, run }, subject, options) as W;
  }

  #run<R>(
    verb: Verb,
    subject: unknown,
    call: (context: EntityContext<T>, operation: Operation | null) => Promise<R>,
  ): Promise<R> {
    return runVerb(this.#context, verb, subject, (operation) => call(this.#context, operation));
  }
}
