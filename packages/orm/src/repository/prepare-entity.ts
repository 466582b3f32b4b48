import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import { applyDefaults } from '../mapping/apply-defaults.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { stateOf } from '../mapping/entity-state.js';
import { hasVersion } from '../mapping/has-version.js';
import { generateId } from '../id/generate-id.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { EntityVerb } from './plan-entity-write.js';
import { isWrittenBack, refuseFrozen } from './refuse-frozen.js';

/** Refuses what is no instance of the class, or could not get its version and dates back. */
export function requireEntity(metadata: EntityMetadata, entity: object, verb: string): void {
  if (entity instanceof metadata.entity) {
    const isLost = Object.isFrozen(entity) && isWrittenBack(metadataOfEntity(metadata, entity));
    if (isLost) refuseFrozen(metadata, entity, verb);
    return;
  }
  throw new MappingError(
    metadata.name,
    `${verb}() takes an instance; got ${describeValue(entity)}; make one with create()`,
  );
}

/**
 * Gives a new entity its defaults and id. One with a version has a record already, which a save leaves
 * as it is where the entity says nothing.
 *
 * @param metadata of the class of the entity
 * @returns null when there is nothing to wait for
 */
export function prepareEntity(
  metadata: EntityMetadata,
  entity: object,
  verb: EntityVerb,
): Promise<void> | null {
  if (stateOf(entity) !== undefined) return null;
  if (verb !== 'save' || !hasVersion(metadata, entity)) applyDefaults(metadata, entity);
  const id = (entity as Record<string, unknown>)[metadata.id.property] ?? null;
  return id === null ? assignId(metadata, entity as Record<string, unknown>) : null;
}

async function assignId(
  { id, idStrategy }: EntityMetadata,
  entity: Record<string, unknown>,
): Promise<void> {
  const made = await generateId(idStrategy);
  if (made !== undefined) entity[id.property] = made;
}
