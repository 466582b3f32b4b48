import type { Bins } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';

/** The bin that tells whether a record was removed softly; null when that does not matter. */
export function deletedBin({
  metadata,
  withDeleted,
}: Pick<EntityContext, 'metadata' | 'withDeleted'>): string | null {
  return withDeleted ? null : (metadata.deletedAt?.storedName ?? null);
}

/** The bins to read so that it is known, too; null for all bins. */
export function withDeletedBin(
  bins: readonly string[] | null,
  deleted: string | null,
): readonly string[] | null {
  return bins === null || deleted === null || bins.includes(deleted) ? bins : [...bins, deleted];
}

/** Tells whether a record was removed softly. */
export function isDeleted(bins: Bins, deleted: string | null): boolean {
  return deleted !== null && (bins[deleted] ?? null) !== null;
}

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
