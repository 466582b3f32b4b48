import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { entityMapper } from './entity-mapper.js';
import type { EntityState } from './entity-state.js';

/**
 * The properties an entity speaks for: those that were read, and those that were given a value (or
 * null) since, although a selection left them out. Null for all. A getter speaks for itself only when it
 * was read.
 */
export function heldProperties(
  metadata: EntityMetadata,
  entity: object,
  { loaded }: Pick<EntityState, 'loaded'>,
): ReadonlySet<string> | null {
  if (loaded === null) return null;
  const assigned = entityMapper(metadata).fields.filter(
    ({ name, isAssignable }) =>
      isAssignable && (entity as Record<string, unknown>)[name] !== undefined,
  );
  return new Set([...loaded, ...assigned.map(({ name }) => name)]);
}

/** What counts as loaded after a write: also the held properties whose bins were written. */
export function loadedAfterWrite(
  metadata: EntityMetadata,
  { loaded }: Pick<EntityState, 'loaded'>,
  held: ReadonlySet<string> | null,
  written: ReadonlyMap<string, unknown>,
): ReadonlySet<string> | null {
  if (loaded === null || held === null) return null;
  const now = new Set(loaded);
  for (const { binName, path } of metadata.bins) {
    const property = path[0] ?? '';
    if (written.has(binName) && held.has(property)) now.add(property);
  }
  return now;
}
