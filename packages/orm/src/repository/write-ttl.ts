import { types } from 'node:util';
import { TTL_NAMESPACE_DEFAULT, TTL_NEVER_EXPIRE } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { OptionError } from '../error/data-source-error.js';
import { type EntityState, stateOf } from '../mapping/entity-state.js';
import { hasVersion } from '../mapping/has-version.js';
import { coreTtl, standingTtl } from '../mapping/standing-ttl.js';
import type { EntityMetadata, EntityTtl } from '../metadata/entity-metadata.js';
import { isTtl, TTL_MAX_SECONDS } from '../metadata/entity-options.js';
import type { PropertyMetadata } from '../metadata/property-metadata.js';

/**
 * The time to live of a write, as core takes it: that of the call, else an assigned `@Ttl` or
 * `@ExpiresAt` property, else that of the entity class, else what the record of a class with such a
 * property has, else the namespace's.
 *
 * @param entity null for a write by id
 */
function writeTtl(
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
  // A new entity makes a record; any other write leaves the end of one to the property that says it.
  const isNew = entity !== null && state === undefined && !hasVersion(metadata, entity);
  return isNew ? coreTtl(metadata.defaultTtl ?? 'default') : standingTtl(metadata);
}

/** The time to live that a touch starts anew: that of the entity class, else the namespace's. */
export function touchTtl(
  context: Pick<EntityContext, 'transaction'>,
  metadata: EntityMetadata,
  called: EntityTtl | undefined,
): number {
  return callTtl(context, metadata, null, called ?? metadata.defaultTtl ?? 'default');
}

/** The time to live of an upsert, which may make the record or not. */
export function upsertTtl(
  context: Pick<EntityContext, 'transaction'>,
  metadata: EntityMetadata,
  given: object,
  called: EntityTtl | undefined,
): number {
  const ttl = callTtl(context, metadata, given, called);
  return called === undefined && ttl === TTL_NAMESPACE_DEFAULT ? standingTtl(metadata) : ttl;
}

/**
 * The same for a call that may belong to a transaction. The servers remove expired records without a
 * tombstone, which strong consistency does not cover: they may come back when nodes fail.
 */
export function callTtl(
  { transaction }: Pick<EntityContext, 'transaction'>,
  metadata: EntityMetadata,
  entity: object | null,
  called: EntityTtl | undefined,
): number {
  const ttl = writeTtl(metadata, entity, called);
  if (ttl > 0 && transaction !== null && !warned.has(metadata)) {
    warned.add(metadata);
    process.emitWarning(
      `${metadata.name}: a transaction writes records with a time to live; how they expire is not strongly consistent, so they may come back when nodes fail`,
      { code: 'AEROFORM_TTL_IN_TRANSACTION' },
    );
  }
  return ttl;
}

/** The classes of which this was said. */
const warned = new WeakSet<EntityMetadata>();

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
