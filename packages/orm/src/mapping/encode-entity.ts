import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { EmbeddedMetadata } from '../metadata/value-metadata.js';
import { checkKeys, checkPresent, defaultOf, toBin } from './to-bin.js';

/**
 * The bins of all stored properties of an entity, null for absent ones.
 *
 * @param only the properties to encode; null for all
 */
export function encodeEntity(
  metadata: EntityMetadata,
  entity: object,
  only: ReadonlySet<string> | null = null,
): Map<string, BinValue> {
  const bins = new Map<string, BinValue>();
  for (const property of metadata.stored) {
    if (only?.has(property.property) === false) continue;
    encodeProperty(property, (entity as Record<string, unknown>)[property.property], bins);
  }
  return bins;
}

/** Adds the bin (or bins) of a property. */
export function encodeProperty(
  property: PropertyMetadata,
  value: unknown,
  bins: Map<string, BinValue>,
): void {
  encode(property, value, '', property.label, bins);
}

function encode(
  property: PropertyMetadata,
  value: unknown,
  prefix: string,
  label: string,
  bins: Map<string, BinValue>,
): void {
  checkPresent(property, value, label);
  const { storedName, value: meta } = property;
  if (storedName !== null) bins.set(`${prefix}${storedName}`, toBin(meta, value, label));
  else if (meta.kind === 'embedded') spread(meta, value, `${prefix}${meta.prefix}`, label, bins);
}

function spread(
  meta: EmbeddedMetadata,
  value: unknown,
  prefix: string,
  label: string,
  bins: Map<string, BinValue>,
): void {
  if (value === null || value === undefined) {
    clear(meta, prefix, bins);
    return;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MappingError(label, `must be a ${meta.embeddable.name}; got ${describeValue(value)}`);
  }
  checkKeys(value, meta.embeddable, label);
  for (const nested of meta.embeddable.properties) {
    const own = (value as Record<string, unknown>)[nested.property] ?? defaultOf(nested);
    encode(nested, own, prefix, `${label}.${nested.property}`, bins);
  }
}

/** An absent object has none of its bins, whatever its properties require. */
function clear(meta: EmbeddedMetadata, prefix: string, bins: Map<string, BinValue>): void {
  for (const { storedName, value } of meta.embeddable.properties) {
    if (storedName !== null) bins.set(`${prefix}${storedName}`, null);
    else if (value.kind === 'embedded') clear(value, `${prefix}${value.prefix}`, bins);
  }
}
