import { MetadataError } from '../error/metadata-error.js';
import type { EntityClass } from '../type/entity-type.js';
import { buildEntity } from './build-entity.js';
import type { EntityMetadata } from './entity-metadata.js';
import type { NamingStrategy } from './naming.js';
import { registry } from './registry.js';

/**
 * The metadata of an entity class: built on first use, validated, frozen, the same ever after.
 *
 * @param type a class with `@Entity()`, or one that `defineEntity` or `fromZod` made
 * @param naming how properties without a declared name are stored; default `asIs`
 * @throws MetadataError naming `Class.property` and the remedy
 */
export function getEntityMetadata<T extends object>(
  type: EntityClass<T>,
  naming: NamingStrategy = 'asIs',
): EntityMetadata<T> {
  if (typeof type !== 'function') {
    throw new MetadataError(String(type), 'is not a class; is it imported in a circle?');
  }
  const variants = registry.entities.get(type) ?? new Map<NamingStrategy, EntityMetadata>();
  const known = variants.get(naming);
  // safe: the table maps each class to the metadata built from it
  if (known !== undefined) return known as unknown as EntityMetadata<T>;
  const metadata = buildEntity(type, naming, (other) => getEntityMetadata(other, naming));
  registry.entities.set(type, variants.set(naming, metadata as unknown as EntityMetadata));
  return metadata;
}
