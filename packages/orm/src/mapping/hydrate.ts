import { type AerospikeRecord, type BinValue, type Bins, TTL_NEVER } from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { encodeEntity } from './encode-entity.js';
import { type EntityState, setState } from './entity-state.js';
import { fromBin, propertyFromBin } from './from-bin.js';
import { heldProperties } from './held-properties.js';
import { toBin } from './to-bin.js';

/** What is known besides the record. */
export interface HydrateOptions {
  /** The id that was asked for; without it the record's user key or id bin is the id. */
  readonly id?: unknown;
  /** The properties that were read; without it all. The id, version and ttl are always set. */
  readonly only?: readonly string[];
}

/**
 * Makes an entity of a record. No constructor is run: the object gets the class's prototype, its data
 * properties and then the `@AfterLoad` hooks. Absent bins become the declared default or undefined.
 */
export function hydrate<T extends object>(
  metadata: EntityMetadata<T>,
  record: AerospikeRecord,
  options: HydrateOptions = {},
): T {
  const entity = Object.create(metadata.entity.prototype as object) as T;
  fill(entity, metadata, record, options);
  return entity;
}

/** Sets the properties of an entity from a record and remembers its state. */
export function fill<T extends object>(
  entity: T,
  metadata: EntityMetadata<T>,
  record: AerospikeRecord,
  { id, only }: HydrateOptions = {},
): void {
  const target = entity as Record<string, unknown>;
  target[metadata.id.property] = id ?? readId(metadata, record);
  if (metadata.version !== null) target[metadata.version.property] = record.meta.gen;
  const ttl = record.meta.ttl === TTL_NEVER ? -1 : record.meta.ttl;
  if (metadata.ttl !== null) target[metadata.ttl.property] = ttl;
  const loaded = only === undefined ? null : new Set(only);
  for (const property of metadata.stored) {
    if (property.role === 'id' || loaded?.has(property.property) === false) continue;
    target[property.property] = readProperty(property, record.bins, '', property.label);
  }
  const state: EntityState = {
    key: record.key,
    id: target[metadata.id.property],
    generation: record.meta.gen,
    ttl,
    loaded,
    bins: snapshot(entity, metadata, record.bins, loaded),
  };
  setState(entity, state);
  runAfterLoad(entity, metadata);
  if (loaded !== null) rememberHookValues(entity, metadata, state, loaded);
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
  const bins = new Map([...state.bins, ...encodeEntity(metadata, entity, made)]);
  setState(entity, { ...state, bins });
}

function readId(metadata: EntityMetadata, record: AerospikeRecord): unknown {
  const { id } = metadata;
  const stored = record.key[2] ?? (id.storedName === null ? null : record.bins[id.storedName]);
  return stored === null || stored === undefined ? undefined : fromBin(id.value, stored, id.label);
}

function readProperty(
  property: PropertyMetadata,
  bins: Bins,
  prefix: string,
  label: string,
): unknown {
  const { storedName, value } = property;
  if (storedName !== null) return propertyFromBin(property, bins[`${prefix}${storedName}`], label);
  return value.kind === 'embedded' ? readSpread(value, bins, prefix, label) : undefined;
}

/** An object embedded as bins; undefined when none of them is there. */
function readSpread(value: EmbeddedMetadata, bins: Bins, prefix: string, label: string): unknown {
  const nestedPrefix = `${prefix}${value.prefix}`;
  if (!hasBins(value, bins, nestedPrefix)) return undefined;
  const { embeddable, properties } = value.embeddable;
  const object = Object.create(embeddable.prototype as object) as Record<string, unknown>;
  for (const nested of properties) {
    const nestedLabel = `${label}.${nested.property}`;
    object[nested.property] = readProperty(nested, bins, nestedPrefix, nestedLabel);
  }
  return object;
}

function hasBins({ embeddable }: EmbeddedMetadata, bins: Bins, prefix: string): boolean {
  return embeddable.properties.some(({ storedName, value }) => {
    if (storedName !== null) return (bins[`${prefix}${storedName}`] ?? null) !== null;
    return value.kind === 'embedded' && hasBins(value, bins, `${prefix}${value.prefix}`);
  });
}

/** The mapped bins as read; a default that filled in for an absent bin counts as read. */
function snapshot(
  entity: object,
  metadata: EntityMetadata,
  bins: Bins,
  loaded: ReadonlySet<string> | null,
): Map<string, BinValue> {
  const read = new Map<string, BinValue>();
  for (const { binName, path, value, property } of metadata.bins) {
    if (property.role === 'id' || loaded?.has(path[0] ?? '') === false) continue;
    const stored = bins[binName] ?? toBin(value, valueAt(entity, path), property.label);
    if (stored !== null) read.set(binName, stored);
  }
  return read;
}

function valueAt(entity: object, path: readonly string[]): unknown {
  let value: unknown = entity;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
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
