import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** The stored properties that an entity has a value, or null, for. */
export function givenProperties({ stored }: EntityMetadata, entity: object): ReadonlySet<string> {
  const given = stored.filter(
    ({ property }) => (entity as Record<string, unknown>)[property] !== undefined,
  );
  return new Set(given.map(({ property }) => property));
}
