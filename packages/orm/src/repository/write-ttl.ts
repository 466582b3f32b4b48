import { TTL_DONT_UPDATE, TTL_NAMESPACE_DEFAULT, TTL_NEVER_EXPIRE } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { OptionError } from '../error/data-source-error.js';
import { stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { isTtl } from '../metadata/entity-options.js';

const ttlOf: Readonly<Record<Exclude<EntityTtl, number>, number>> = {
  never: TTL_NEVER_EXPIRE,
  default: TTL_NAMESPACE_DEFAULT,
  keep: TTL_DONT_UPDATE,
};

/**
 * The time to live of a write, as core takes it: that of the call, else an assigned `@Ttl` property,
 * else that of the entity class, else what a loaded entity with a `@Ttl` property has, else the
 * namespace's.
 */
export function writeTtl(
  metadata: EntityMetadata,
  entity: object | null,
  called: EntityTtl | undefined,
): number {
  if (called !== undefined) {
    if (!isTtl(called)) {
      throw new OptionError(
        'ttl',
        `must be whole seconds above 0, 'never', 'default' or 'keep'; got ${describeValue(called)}`,
      );
    }
    return coreTtl(called);
  }
  const state = entity === null ? undefined : stateOf(entity);
  const assigned = entity === null ? null : assignedTtl(metadata, entity, state?.ttl);
  if (assigned !== null) return assigned;
  if (metadata.defaultTtl !== null) return coreTtl(metadata.defaultTtl);
  return state !== undefined && metadata.ttl !== null ? TTL_DONT_UPDATE : TTL_NAMESPACE_DEFAULT;
}

/** A time to live as core takes it. */
export function coreTtl(ttl: EntityTtl): number {
  return typeof ttl === 'number' ? ttl : ttlOf[ttl];
}

function assignedTtl(metadata: EntityMetadata, entity: object, loaded: unknown): number | null {
  if (metadata.ttl === null) return null;
  const value = (entity as Record<string, unknown>)[metadata.ttl.property];
  if (value === undefined || value === null || value === loaded) return null;
  if (value === -1) return TTL_NEVER_EXPIRE;
  if (isTtl(value)) return coreTtl(value);
  throw new MappingError(
    metadata.ttl.label,
    `must be whole seconds above 0, or -1 to never expire; got ${describeValue(value)}`,
  );
}
