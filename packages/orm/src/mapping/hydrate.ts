import {
  type AerospikeRecord,
  type Bins,
  type BinValue,
  type Key,
  TTL_NEVER,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { afterLoad, type LoadSession } from '../lifecycle/after-load.js';
import type { EntityMetadata, UnknownBins } from '../metadata/entity-metadata.js';
import { metadataOfRecord } from './class-metadata.js';
import { encodeEntity } from './encode-entity.js';
import {
  compareMigratedField,
  type EntityField,
  type Reading,
  readEntityField,
} from './entity-field.js';
import { type EntityMapper, entityMapper } from './entity-mapper.js';
import { type EntityState, setState, OpenState } from './entity-state.js';
import { fromBin } from './from-bin.js';
import { heldProperties } from './held-properties.js';
import { ownValue } from './own-value.js';
import { type RefFactory, unloadedRefs } from './ref-factory.js';
import { type MigratedBins, migrateBins } from './schema-migration.js';
import { RecordBins, type StoredBins } from './stored-bins.js';
import { keepUnknownBins } from './unknown-bins.js';
import { withLabel } from './value-fault.js';

/** The session that reads: an entity context is one. */
export interface HydrationSession extends LoadSession {
  readonly options: LoadSession['options'] & {
    /** For classes that do not say it themselves. */
    readonly unknownBins: UnknownBins;
  };
  /** Makes references that can load; without it they only know their id. */
  readonly refs?: RefFactory;
}

/** What is known besides the record. */
export interface HydrateOptions {
  /** The id that was asked for; without it the record's user key or id bin is the id. */
  readonly id?: unknown;
  /** The properties that were read; without it all. The id, version and ttl are always set. */
  readonly only?: readonly string[] | undefined;
  /** All bins were read, although only some properties are wanted. Default: without `only`. */
  readonly isWhole?: boolean;
  /** What the server computed of the properties, and read with the record; null for nothing. */
  readonly computed?: ComputedValues | null;
  /** Where the entity comes from; without it unknown bins are ignored and references cannot load. */
  readonly session?: HydrationSession;
}

/** Values of computed properties that came with a record. */
export interface ComputedValues {
  /** The record without them. */
  recordOf(read: AerospikeRecord): AerospikeRecord;
  /** Sets the properties; undefined where the server could not compute one. */
  assign(target: Record<string, unknown>, read: AerospikeRecord): void;
}

const NO_OPTIONS: HydrateOptions = {};

/**
 * Makes an entity of a record. No constructor is run (but a static `hydrate` of the class, when it has
 * one): the object gets the class's prototype, its data properties and then the `@AfterLoad` hooks.
 * Absent bins become the declared default or undefined.
 */
export function hydrate<T extends object>(
  metadata: EntityMetadata<T>,
  record: AerospikeRecord,
  options: HydrateOptions = NO_OPTIONS,
): T {
  const actual = metadataOfRecord(metadata, record.bins);
  const mapper = entityMapper(actual);
  const values = mapper.maker.begin();
  const state = assign(values, actual, mapper, record, options);
  // safe: made by the maker of the class
  const entity = mapper.maker.end(values) as T;
  finish(entity, actual, state, options.session);
  return entity;
}

/** Sets the properties of an entity from a record and remembers its state. */
export function fill<T extends object>(
  entity: T,
  metadata: EntityMetadata<T>,
  record: AerospikeRecord,
  options: HydrateOptions = NO_OPTIONS,
): void {
  const actual = metadataOfRecord(metadata, record.bins);
  const target = entity as Record<string, unknown>;
  const state = assign(target, actual, entityMapper(actual), record, options);
  finish(entity, actual, state, options.session);
}

/** Sets the properties; gives what is to be remembered. */
function assign(
  target: Record<string, unknown>,
  metadata: EntityMetadata,
  mapper: EntityMapper,
  read: AerospikeRecord,
  { id, only, session, computed = null, isWhole = only === undefined }: HydrateOptions,
): EntityState {
  const record = computed === null ? read : computed.recordOf(read);
  const loaded = only === undefined ? mapper.selected : selection(only);
  const migrated = migrateBins(metadata, record.bins, isWhole);
  const bins = migrated === null ? record.bins : migrated.bins;
  const unknownRule = metadata.unknownBins ?? session?.options.unknownBins ?? 'ignore';
  const unknown = keepUnknownBins(metadata, bins, unknownRule);
  const idValue = id ?? readId(metadata, record.key, bins);
  target[metadata.id.property] = idValue;
  const header = assignHeader(target, metadata, record);
  const reading: Reading = { bins, refs: session?.refs ?? unloadedRefs, filled: null };
  const isDraft = mapper.maker.isFactory && !(target instanceof metadata.entity);
  for (const field of mapper.fields) {
    if (!field.isAssignable && !isDraft) continue;
    if (loaded === null || loaded.has(field.name)) assignField(target, field, reading);
  }
  if (computed !== null) computed.assign(target, read);
  const before = new RecordBins(record.bins);
  const state = new OpenState();
  state.key = record.key;
  state.id = idValue;
  state.generation = record.meta.gen;
  state.ttl = header.ttl;
  state.loaded = loaded;
  state.bins = withDefaults(before, reading);
  if (header.expiresAt !== undefined) state.expiresAt = header.expiresAt;
  if (loaded !== null && isWhole) state.isWhole = true;
  if (reading.filled !== null) state.defaulted = reading.filled;
  if (unknown !== undefined) state.unknown = unknown;
  if (migrated !== null) {
    state.pending = pendingBins(mapper, loaded, migrated, before);
    state.migrated = withDefaults(new RecordBins(bins), reading);
  }
  return state;
}

function withDefaults(bins: RecordBins, { filled }: Reading): RecordBins {
  return filled === null ? bins : bins.with(filled);
}

/** Also what a migration made of the bins of properties that are not read: nobody compares them later. */
function pendingBins(
  { fields }: EntityMapper,
  loaded: ReadonlySet<string> | null,
  { bins, pending }: MigratedBins,
  before: StoredBins,
): ReadonlyMap<string, BinValue> {
  if (loaded === null) return pending;
  const changed = new Map(pending);
  const comparison = { before, places: new RecordBins(bins), changed, isKnown: true };
  for (const field of fields) {
    if (loaded.has(field.name)) continue;
    try {
      compareMigratedField(field, bins, comparison);
    } catch (error) {
      throw withLabel(error, field.property.label);
    }
  }
  return changed;
}

function assignField(target: Record<string, unknown>, field: EntityField, reading: Reading): void {
  try {
    target[field.name] = readEntityField(field, reading);
  } catch (error) {
    throw withLabel(error, field.property.label);
  }
}

/** Sets the properties that come from the header of the record. */
function assignHeader(
  target: Record<string, unknown>,
  metadata: EntityMetadata,
  { meta }: AerospikeRecord,
): { readonly ttl: number; readonly expiresAt: number | undefined } {
  const { version, ttl: ttlProperty, expiresAt: expiry } = metadata;
  const ttl = meta.ttl === TTL_NEVER ? -1 : meta.ttl;
  if (version !== null) target[version.property] = meta.gen;
  if (ttlProperty !== null) target[ttlProperty.property] = ttl;
  if (expiry === null) return { ttl, expiresAt: undefined };
  const expiresAt = ttl === -1 ? undefined : Date.now() + ttl * 1000;
  target[expiry.property] = expiresAt === undefined ? undefined : new Date(expiresAt);
  return { ttl, expiresAt };
}

const selections = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The records of one call share their selection. */
function selection(only: readonly string[]): ReadonlySet<string> {
  const known = selections.get(only);
  if (known !== undefined) return known;
  const loaded = new Set(only);
  selections.set(only, loaded);
  return loaded;
}

function finish(
  entity: object,
  metadata: EntityMetadata,
  state: EntityState,
  session: HydrationSession | undefined,
): void {
  setState(entity, state);
  if (metadata.hooks.afterLoad.length > 0) {
    runAfterLoad(entity, metadata);
    if (state.loaded !== null) rememberHookValues(entity, metadata, state, state.loaded);
  }
  if (session === undefined) return;
  const { generation, ttl, loaded } = state;
  afterLoad(session, metadata, { entity, version: generation, ttl: ttl as number, held: loaded });
}

/** What hooks put into properties that were not read is no change: it must not overwrite the record. */
function rememberHookValues(
  entity: object,
  metadata: EntityMetadata,
  state: EntityState,
  loaded: ReadonlySet<string>,
): void {
  const held = heldProperties(metadata, entity, state);
  if (held === null || held.size === loaded.size) return;
  const made = new Set([...held].filter((property) => !loaded.has(property)));
  const bins = new Map<string, BinValue>([...state.bins, ...encodeEntity(metadata, entity, made)]);
  setState(entity, { ...state, bins });
}

function readId({ id }: EntityMetadata, [, , userKey]: Key, bins: Bins): unknown {
  const stored = userKey ?? (id.storedName === null ? null : ownValue(bins, id.storedName));
  return stored === null || stored === undefined ? undefined : fromBin(id.value, stored, id.label);
}

function runAfterLoad(entity: object, metadata: EntityMetadata): void {
  for (const method of metadata.hooks.afterLoad) {
    const result = (entity as Record<string, () => unknown>)[method]?.();
    if (typeof (result as { then?: unknown } | undefined)?.then === 'function') {
      throw new MappingError(
        `${metadata.name}.${method}`,
        '@AfterLoad must be synchronous: loading does not wait for it',
      );
    }
  }
}
