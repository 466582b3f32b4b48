import { MappingError } from '../error/mapping-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** Refuses a frozen entity before anything is sent: afterwards, it could not be brought up to date. */
export function refuseFrozen({ name }: EntityMetadata, entity: object, verb: string): void {
  if (!Object.isFrozen(entity)) return;
  throw new MappingError(
    name,
    `${verb}() brings the entity up to date with the record, but it is frozen; give it a copy`,
  );
}

/** Tells whether every write of an entity assigns something: its version, end, or dates. */
export function isWrittenBack({ version, ttl, expiresAt, stored }: EntityMetadata): boolean {
  if (version !== null || ttl !== null || expiresAt !== null) return true;
  return stored.some(({ audit }) => audit !== null);
}
