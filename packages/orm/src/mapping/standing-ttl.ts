import { TTL_DONT_UPDATE, TTL_NAMESPACE_DEFAULT, TTL_NEVER_EXPIRE } from '@aeroform/core';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';

const ttlOf: Readonly<Record<Exclude<EntityTtl, number>, number>> = {
  never: TTL_NEVER_EXPIRE,
  default: TTL_NAMESPACE_DEFAULT,
  keep: TTL_DONT_UPDATE,
};

/** A time to live as core takes it. */
export function coreTtl(ttl: EntityTtl): number {
  return typeof ttl === 'number' ? ttl : ttlOf[ttl];
}

/**
 * The time to live of a write that says nothing of it, to a record that may be there: that of the entity
 * class; where a property says it, what the record has; else the namespace's.
 */
export function standingTtl({ defaultTtl, ttl, expiresAt }: EntityMetadata): number {
  if (defaultTtl !== null) return coreTtl(defaultTtl);
  return ttl === null && expiresAt === null ? TTL_NAMESPACE_DEFAULT : TTL_DONT_UPDATE;
}
