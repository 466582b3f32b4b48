import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * The bins to read for some properties: none for the id, version and ttl, which come with every record.
 *
 * @throws MappingError for an unknown property
 */
export function binsOf(metadata: EntityMetadata, only: readonly string[]): string[] {
  for (const property of only) checkProperty(metadata, property);
  return metadata.bins
    .filter(({ path, property }) => property.role !== 'id' && only.includes(path[0] ?? ''))
    .map(({ binName }) => binName);
}

/** Refuses names that are no mapped property. */
export function checkProperty(metadata: EntityMetadata, property: string): void {
  if (metadata.property.has(property)) return;
  const known = [...metadata.property.keys()].join(', ');
  throw new MappingError(
    `${metadata.name}.${property}`,
    `is not a mapped property; there are ${known}`,
  );
}
