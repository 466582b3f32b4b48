import type { BinValue } from '@aeroform/core';
import type { MapKeyKind, ValueMetadata } from '../metadata/value-metadata.js';
import { writeKey } from './map-mapper.js';
import { mapperOf } from './mapper-of.js';
import { withLabel } from './value-fault.js';

/**
 * What is stored for a property value; null for null and undefined. The result shares nothing mutable
 * with the property, so it can be kept as a snapshot.
 *
 * @param label `Class.property`, for errors
 * @throws MappingError when the value is not of the declared type
 */
export function toBin(meta: ValueMetadata, value: unknown, label: string): BinValue {
  if (value === null || value === undefined) return null;
  try {
    return mapperOf(meta).write(value);
  } catch (error) {
    throw withLabel(error, label);
  }
}

/**
 * What is stored for a map key.
 *
 * @throws MappingError when the key is not of the declared type
 */
export function toMapKey(kind: MapKeyKind, key: unknown, label: string): BinValue {
  try {
    return writeKey(kind, key);
  } catch (error) {
    throw withLabel(error, label);
  }
}
