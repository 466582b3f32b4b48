import { type Key } from '@aeroform/core';
import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { stateOf } from '../mapping/entity-state.js';
import { keyOfEntity, toKey } from '../mapping/to-key.js';
import { formOfClass } from '../query/present-form.js';
import type { IdOf } from '../type/entity-type.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { afterRemoval, beforeRemoval } from './around-removal.js';
import { forgetRecord } from './forget-record.js';
import { joinFilters } from './guarded-write.js';
import { isFilteredOut } from './is-filtered-out.js';
import { isNotFound } from './is-not-found.js';
import { calledGeneration, expectedGeneration } from './plan-entity-write.js';
import { requireArgument } from './require-argument.js';
import { withWriteErrors } from './write-entity.js';
import { writeFilter } from './write-filter.js';
import { removeMeta } from './remove-meta.js';

/** The options of a removal. */
export type RemoveOptions<T> = Omit<WriteOptions<T>, 'ttl'>;

/** Removes the record of an entity, under its version when it has one. */
export async function removeEntity<T extends object>(
  context: EntityContext<T>,
  entity: T,
  options: RemoveOptions<T>,
): Promise<boolean> {
  const { metadata } = context;
  const takesEntity = 'remove() takes an entity; use removeById() for an id';
  requireArgument(entity instanceof metadata.entity, 'entity', takesEntity, entity);
  checkCallOptions('remove', 'remove', options);
  const id = (entity as Record<string, unknown>)[metadata.id.property];
  await beforeRemoval(context, { id, entity });
  const generation = expectedGeneration(metadata, entity, stateOf(entity), options.ifVersion);
  const target = { key: keyOfEntity(context, entity), id, generation, verb: 'remove' };
  const removed = await removeRecord(context, target, options);
  forgetRecord(metadata, entity);
  await afterRemoval(context, { id, entity }, removed);
  return removed;
}

/** Removes the record of an id. */
export async function removeById<T extends object>(
  context: EntityContext<T>,
  id: IdOf<T>,
  options: RemoveOptions<T>,
): Promise<boolean> {
  checkCallOptions('remove', 'removeById', options);
  const generation = calledGeneration(options.ifVersion);
  const target = { key: toKey(context, id), id, generation, verb: 'removeById' };
  const { subscribers } = context;
  if (subscribers.length > 0) await beforeRemoval(context, { id, entity: undefined });
  const removed = await removeRecord(context, target, options);
  if (subscribers.length > 0) await afterRemoval(context, { id, entity: undefined }, removed);
  return removed;
}

interface RemoveTarget {
  readonly key: Key;
  readonly id: unknown;
  readonly generation: number | null;
  readonly verb: string;
}

async function removeRecord<T extends object>(
  context: EntityContext<T>,
  { key, id, generation, verb }: RemoveTarget,
  options: RemoveOptions<T>,
): Promise<boolean> {
  const { metadata, client } = context;
  const meta = removeMeta(metadata, generation, options.durableDelete);
  const guard = formOfClass(metadata);
  const filter = writeFilter(context, options);
  const policy = callPolicy(context, 'remove', options, joinFilters(guard, filter));
  const subject = { entity: metadata.name, id, verb, expected: generation, isRace: false };
  return withWriteErrors(context, key, subject, async () => {
    try {
      await client.remove(key, meta, policy);
      return true;
    } catch (error) {
      if (isNotFound(error) && !error.inDoubt) return false;
      // A record of another class is none of this one.
      if (guard !== null && filter === null && isFilteredOut(error)) return false;
      throw error;
    }
  });
}
