import { classesOf } from './embeddable-discriminator.js';
import type { EntityReference } from './entity-metadata.js';
import type { PropertyMetadata } from './property-metadata.js';
import type { EmbeddableMetadata, ValueMetadata } from './value-metadata.js';

/** The references of an entity: its own, in lists and maps, and in embedded objects. */
export function collectReferences(properties: readonly PropertyMetadata[]): EntityReference[] {
  return properties.flatMap((property) => within(property, [], []));
}

function within(
  property: PropertyMetadata,
  owners: readonly string[],
  passed: readonly EmbeddableMetadata[],
): EntityReference[] {
  const path = [...owners, property.property];
  const value = innermost(property.value);
  if (value.kind === 'reference') return [{ path, property }];
  // A class that contains itself is looked into once.
  if (value.kind !== 'embedded' || passed.includes(value.embeddable)) return [];
  const { embeddable } = value;
  const found = new Map(classesOf(embeddable).flatMap(({ property }) => [...property]));
  return [...found.values()].flatMap((nested) => within(nested, path, [...passed, embeddable]));
}

function innermost(value: ValueMetadata): ValueMetadata {
  if (value.kind === 'list' || value.kind === 'set' || value.kind === 'keyedList') {
    return innermost(value.element);
  }
  return value.kind === 'map' ? innermost(value.value) : value;
}
