import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** Whether an entity names the version of a record, although it may never have been read. */
export function hasVersion({ version }: EntityMetadata, entity: object): boolean {
  if (version === null) return false;
  return ((entity as Record<string, unknown>)[version.property] ?? 0) !== 0;
}
