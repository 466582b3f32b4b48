import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { buildProperty } from './build-property.js';
import { collectMembers } from './collect-members.js';
import { freezeDeep } from './freeze-deep.js';
import type { IndexOptions } from './member-declaration.js';
import type { PropertyMetadata } from './property-metadata.js';
import { checkUnique } from './stored-name.js';
import type { EmbeddableMetadata } from './value-metadata.js';

const embeddables = new WeakMap<EntityClass, EmbeddableMetadata>();
const nestedIndexes = new WeakMap<PropertyMetadata, readonly IndexOptions[]>();

/** The indexes declared on a property of an embedded class. */
export function indexesOfEmbedded(property: PropertyMetadata): readonly IndexOptions[] {
  return nestedIndexes.get(property) ?? [];
}

/**
 * The metadata of an embedded class. A class may contain itself (in a list, say), so the object is
 * known before its properties are.
 */
export function embeddableOf(type: EntityClass, usedBy: string): EmbeddableMetadata {
  const known = embeddables.get(type);
  if (known !== undefined) return known;
  if (typeof type !== 'function') {
    throw new MetadataError(usedBy, 'the type function must give a class or a type name');
  }
  const properties: PropertyMetadata[] = [];
  const property = new Map<string, PropertyMetadata>();
  const metadata: EmbeddableMetadata = { embeddable: type, name: type.name, properties, property };
  embeddables.set(type, metadata);
  try {
    fill(properties, type, usedBy);
  } catch (error) {
    embeddables.delete(type);
    throw error;
  }
  for (const each of properties) property.set(each.property, each);
  return freezeDeep(metadata);
}

function fill(properties: PropertyMetadata[], type: EntityClass, usedBy: string): void {
  const names = new Map<string, string>();
  for (const member of collectMembers(type).members) {
    const built = buildProperty(type.name, member, embeddableOf);
    if (built === null) continue;
    const { metadata, indexes } = built;
    if (metadata.role !== 'bin' || metadata.audit !== null) {
      throw new MetadataError(
        metadata.label,
        `ids, versions, ttls and audit dates belong to entities; ${usedBy} embeds ${type.name}`,
      );
    }
    if (metadata.storedName !== null) {
      checkUnique(names, metadata.storedName, metadata.label);
      names.set(metadata.storedName, metadata.label);
    }
    nestedIndexes.set(metadata, indexes);
    properties.push(metadata);
  }
  if (properties.length === 0) {
    throw new MetadataError(
      usedBy,
      `${type.name} has no mapped properties; decorate them with @Bin(), or name a type such as 'string' or 'map'`,
    );
  }
}
