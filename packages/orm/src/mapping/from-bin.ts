import type { BinValue } from '@aeroform/core';
import type { PropertyMetadata } from '../metadata/property-metadata.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { defaultOf } from './field-mapper.js';
import { mapperOf } from './mapper-of.js';
import { type RefFactory, unloadedRefs } from './ref-factory.js';
import { withLabel } from './value-fault.js';

/**
 * The property value of what is stored. The result shares nothing mutable with the stored value. No
 * constructor is run.
 *
 * @param label `Class.property`, for errors
 * @throws MappingError when the stored value is not of the declared type
 */
export function fromBin(
  meta: ValueMetadata,
  stored: BinValue,
  label: string,
  refs: RefFactory = unloadedRefs,
): unknown {
  if (stored === null) return null;
  try {
    return mapperOf(meta).read(stored, refs);
  } catch (error) {
    throw withLabel(error, label);
  }
}

/** The value of a property, or its default when nothing is stored. */
export function propertyFromBin(
  property: PropertyMetadata,
  stored: BinValue | undefined,
  label: string,
  refs: RefFactory = unloadedRefs,
): unknown {
  if (stored === null || stored === undefined) return defaultOf(property);
  return fromBin(property.value, stored, label, refs);
}
