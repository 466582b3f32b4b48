import { types } from 'node:util';
import { changedProperties } from '../mapping/changed-bins.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { type EntityState, stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** The properties that a save would write: all of a new entity. */
export function changedOf(metadata: EntityMetadata, entity: object): string[] {
  const state = stateOf(entity);
  if (state === undefined) return metadata.stored.map(({ property }) => property);
  return [...changedProperties(metadata, entity, state), ...changedEnd(metadata, entity, state)];
}

/** The end of the record is in its header, not in a bin. */
function changedEnd(metadata: EntityMetadata, entity: object, state: EntityState): string[] {
  const { ttl, expiresAt } = metadataOfEntity(metadata, entity);
  const held = entity as Record<string, unknown>;
  if (ttl !== null) {
    const seconds = held[ttl.property] ?? null;
    return seconds === null || seconds === state.ttl ? [] : [ttl.property];
  }
  if (expiresAt === null) return [];
  const end = held[expiresAt.property] ?? undefined;
  const time = types.isDate(end) ? end.getTime() : end;
  return time === state.expiresAt ? [] : [expiresAt.property];
}
