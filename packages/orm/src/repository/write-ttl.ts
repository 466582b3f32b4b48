import { types } from 'node:util';
import { TTL_DONT_UPDATE, TTL_NAMESPACE_DEFAULT, TTL_NEVER_EXPIRE } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { OptionError } from '../error/data-source-error.js';
import { type EntityState, stateOf } from '../mapping/entity-state.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { isTtl, TTL_MAX_SECONDS } from '../metadata/entity-options.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';

const ttlOf: Readonly<Record<Exclude<EntityTtl, number>, number>> = {
  never: TTL_NEVER_EXPIRE,
  default: TTL_NAMESPACE_DEFAULT,
  keep: TTL_DONT_UPDATE,
};

/**
 * The time to live of a write, as core takes it: that of the call, else an assigned `@Ttl` or
 * `@ExpiresAt` property, else that of the entity class, else what a loaded entity with such a property
 * has, else the namespace's.
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
  const assigned = entity === null ? null : assignedTtl(metadata, entity, state);
  if (assigned !== null) return assigned;
  if (metadata.defaultTtl !== null) return coreTtl(metadata.defaultTtl);
  const isKept = metadata.ttl !== null || metadata.expiresAt !== null;
  return state !== undefined && isKept ? TTL_DONT_UPDATE : TTL_NAMESPACE_DEFAULT;
}

/** A time to live as core takes it. */
export function coreTtl(ttl: EntityTtl): number {
  return typeof ttl === 'number' ? ttl : ttlOf[ttl];
}

/** What was assigned to the `@Ttl` or `@ExpiresAt` property, as core takes it; null for nothing new. */
export function assignedTtl(
  { ttl, expiresAt }: EntityMetadata,
  entity: object,
  state: EntityState | undefined,
): number | null {
  if (ttl !== null) return assignedSeconds(ttl, entity, state?.ttl);
  return expiresAt === null ? null : assignedEnd(expiresAt, entity, state?.expiresAt);
}

function assignedSeconds(
  { property, label }: PropertyMetadata,
  entity: object,
  loaded: unknown,
): number | null {
  const value = (entity as Record<string, unknown>)[property];
  if (value === undefined || value === null || value === loaded) return null;
  if (value === -1) return TTL_NEVER_EXPIRE;
  if (isTtl(value)) return coreTtl(value);
  throw new MappingError(
    label,
    `must be whole seconds above 0, or -1 to never expire; got ${describeValue(value)}`,
  );
}

/** The end as seconds from now, rounded up; taking a loaded end away makes the record live for ever. */
function assignedEnd(
  { property, label }: PropertyMetadata,
  entity: object,
  loaded: number | undefined,
): number | null {
  const value = (entity as Record<string, unknown>)[property] ?? null;
  if (value === null) return loaded === undefined ? null : TTL_NEVER_EXPIRE;
  if (!types.isDate(value) || Number.isNaN(value.getTime())) {
    throw new MappingError(label, `must be a Date; got ${describeValue(value)}`);
  }
  if (value.getTime() === loaded) return null;
  const seconds = Math.ceil((value.getTime() - Date.now()) / 1000);
  if (seconds >= 1 && seconds <= TTL_MAX_SECONDS) return seconds;
  throw new MappingError(
    label,
    seconds < 1
      ? `${value.toISOString()} is over; use remove() to remove the record`
      : `${value.toISOString()} is more than ten years from now; leave it undefined for no end`,
  );
}
