import type { BinValue } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { metadataOfEntity } from './class-metadata.js';
import { compareEntityField, type EntityField } from './entity-field.js';
import { entityMapper } from './entity-mapper.js';
import type { EntityState } from './entity-state.js';
import { binsAfterWrite, type StoredBins } from './stored-bins.js';
import { withLabel } from './value-fault.js';

/**
 * The bins of an entity that differ from what was read, and those a migration left to write; null for
 * those to remove. A property that was not read but has a value now differs.
 */
export function changedBins(
  metadata: EntityMetadata,
  entity: object,
  { bins, loaded, pending, defaulted, migrated }: EntityState,
): Map<string, BinValue> {
  const changed = pending === undefined ? new Map<string, BinValue>() : new Map(pending);
  const before = pending === undefined ? bins : binsAfterMigration(bins, pending, defaulted);
  const known = { before, places: migrated ?? bins, changed, isKnown: true };
  const source = entity as Record<string, unknown>;
  // Ids do not change; a record of another client may lack the bin.
  for (const field of entityMapper(metadataOfEntity(metadata, entity)).fields) {
    const value = source[field.name];
    if (isAsStored(field, value, before)) continue;
    const isKnown = loaded === null || loaded.has(field.name);
    // A getter may be made of properties that were not read either.
    if (!isKnown && (value === undefined || !field.isAssignable)) continue;
    try {
      compareEntityField(field, value, isKnown ? known : { ...known, isKnown });
    } catch (error) {
      throw withLabel(error, field.property.label);
    }
  }
  return changed;
}

/** Most properties are as they were: for these, this is all that a save does. */
function isAsStored(
  { isIdentity, storedName }: EntityField,
  value: unknown,
  before: StoredBins,
): boolean {
  return isIdentity && value !== undefined && Object.is(value, before.get(storedName));
}

/**
 * The bins as what is pending leaves them: a property that is given the value its bin had before the
 * migration differs.
 */
function binsAfterMigration(
  bins: StoredBins,
  pending: ReadonlyMap<string, BinValue>,
  defaulted: EntityState['defaulted'],
): StoredBins {
  const written = [...pending].filter(([bin]) => defaulted?.has(bin) !== true);
  return binsAfterWrite(bins, written);
}

/** The properties of an entity that differ from what was read. */
export function changedProperties(
  metadata: EntityMetadata,
  entity: object,
  state: EntityState,
): string[] {
  const changed = changedBins(metadata, entity, state);
  const { bins } = metadataOfEntity(metadata, entity);
  const names = bins.filter(({ binName }) => changed.has(binName)).map(({ path }) => path[0] ?? '');
  return [...new Set(names)];
}

/** Tells whether the server keeps the list in its own order. */
export function isSorted(value: ValueMetadata): boolean {
  return value.kind === 'set' || (value.kind === 'list' && value.ordered);
}
