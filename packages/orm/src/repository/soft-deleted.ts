import { OptionError } from '../error/data-source-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';

/**
 * The `@DeletedAt` property.
 *
 * @throws OptionError when the entity has none
 */
export function requireDeletedAt(metadata: EntityMetadata, verb: string): PropertyMetadata {
  if (metadata.deletedAt !== null) return metadata.deletedAt;
  throw new OptionError(
    verb,
    `needs a property with @DeletedAt() in ${metadata.name}; remove() removes the record`,
  );
}
