import type { BinValue } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EntityClass } from '../type/entity-type.js';
import { metadataOfEntity } from './class-metadata.js';
import { type EntityField, entityField, writeEntityField } from './entity-field.js';
import { entityMapper } from './entity-mapper.js';
import type { StoredBins } from './stored-bins.js';
import { withLabel } from './value-fault.js';

/**
 * The bins of all stored properties of an entity, null for absent ones.
 *
 * @param only the properties to encode; null for all, and what tells the class and its version
 * @param places what the bins are written over, whose keys that no class maps are kept; null keeps none
 */
export function encodeEntity(
  metadata: EntityMetadata,
  entity: object,
  only: ReadonlySet<string> | null = null,
  places: StoredBins | null = null,
): Map<string, BinValue> {
  const actual = metadataOfEntity(metadata, entity);
  const { fields, idField } = entityMapper(actual);
  const bins = new Map<string, BinValue>(only === null ? classBins(actual) : []);
  if (idField !== null && only?.has(idField.name) !== false) encode(idField, entity, bins, null);
  for (const field of fields) {
    if (only === null || only.has(field.name)) encode(field, entity, bins, places);
  }
  return bins;
}

/** The bins that all records of a class have: the discriminator and the schema version. */
export function classBins({
  discriminator,
  schemaVersion,
}: EntityMetadata): readonly (readonly [bin: string, value: BinValue])[] {
  const bins: (readonly [string, BinValue])[] = [];
  if (discriminator !== null) bins.push([discriminator.binName, discriminator.value]);
  if (schemaVersion !== null) bins.push([schemaVersion.binName, schemaVersion.version]);
  return bins;
}

const fields = new WeakMap<PropertyMetadata, EntityField>();

/** Adds the bin (or bins) of a property. */
export function encodeProperty(
  property: PropertyMetadata,
  value: unknown,
  bins: Map<string, BinValue>,
): void {
  // Whether the property can be assigned does not matter for writing, so any class does.
  const field = fields.get(property) ?? entityField(Object as EntityClass, property);
  fields.set(property, field);
  write(field, value, bins, null);
}

function encode(
  field: EntityField,
  entity: object,
  bins: Map<string, BinValue>,
  places: StoredBins | null,
): void {
  write(field, (entity as Record<string, unknown>)[field.name], bins, places);
}

function write(
  field: EntityField,
  value: unknown,
  bins: Map<string, BinValue>,
  places: StoredBins | null,
): void {
  try {
    writeEntityField(field, value, bins, places);
  } catch (error) {
    throw withLabel(error, field.property.label);
  }
}
