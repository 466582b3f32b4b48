import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { buildEntity } from './build-entity.js';
import type { EntityMetadata } from './entity-metadata.js';
import { registry } from './registry.js';

/**
 * The metadata of an entity class: built on first use, validated, frozen, the same ever after.
 *
 * @throws MetadataError naming `Class.property` and the remedy
 */
export function getEntityMetadata<T extends object>(type: EntityClass<T>): EntityMetadata<T> {
  if (typeof type !== 'function') {
    throw new MetadataError(String(type), 'is not a class; is it imported in a circle?');
  }
  const known = registry.entities.get(type);
  // safe: the table maps each class to the metadata built from it
  if (known !== undefined) return known as unknown as EntityMetadata<T>;
  const metadata = buildEntity(type);
  registry.entities.set(type, metadata);
  return metadata;
}
