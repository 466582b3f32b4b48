import type { Expression } from '@aeroform/core';
import { BatchOutcome } from '../batch/batch-outcome.js';
import { type BatchStep, runSteps } from '../batch/batch-step.js';
import type { EntityContext } from '../context/entity-context.js';
import { checkCallOptions, type WriteManyOptions } from './call-options.js';
import { chunkOptions } from './chunk-options.js';
import { removeEntityStep, removeIdStep } from './entity-step.js';
import { requireArgument } from './require-argument.js';
import { writeManyPolicy } from './write-many-policy.js';
import { writeFilter } from './write-filter.js';

/** Options of `removeByIds`. */
export type RemoveManyOptions<T> = Omit<WriteManyOptions<T>, 'ttl' | 'ifVersion'>;

/** Options of `removeMany`. */
export type RemoveEntitiesOptions<T> = Omit<WriteManyOptions<T>, 'ttl'>;

/** Removes the records of ids in batches; the value of an item says whether there was a record. */
export async function removeByIds<T extends object>(
  context: EntityContext<T>,
  ids: readonly unknown[],
  options: RemoveManyOptions<T>,
): Promise<BatchOutcome<boolean>> {
  requireArgument(Array.isArray(ids), 'ids', 'removeByIds() takes an array of ids', ids);
  checkCallOptions('removeMany', 'removeByIds', options);
  return removeSteps(context, 'removeByIds', options, (filter) =>
    ids.map((id) => removeIdStep(context, id, 'removeByIds', options, filter)),
  );
}

/**
 * Removes the records of entities in batches, under their versions. An entity given twice is removed
 * once and reported twice.
 */
export async function removeMany<T extends object>(
  context: EntityContext<T>,
  entities: readonly T[],
  options: RemoveEntitiesOptions<T>,
): Promise<BatchOutcome<boolean>> {
  const takes = 'removeMany() takes an array of entities';
  requireArgument(Array.isArray(entities), 'entities', takes, entities);
  checkCallOptions('removeEntities', 'removeMany', options);
  const distinct = [...new Set(entities)];
  const { items } = await removeSteps(context, 'removeMany', options, (filter) =>
    distinct.map((entity) => removeEntityStep(context, entity, 'removeMany', options, filter)),
  );
  const placeOf = new Map(distinct.map((entity, place) => [entity, place]));
  return new BatchOutcome(
    'removeMany',
    entities.map((entity, index) => ({ ...items[placeOf.get(entity)!]!, index })),
  );
}

async function removeSteps<T extends object>(
  context: EntityContext<T>,
  verb: string,
  options: RemoveManyOptions<T>,
  stepsFor: (filter: Expression<'bool'> | null) => Promise<BatchStep<boolean>>[],
): Promise<BatchOutcome<boolean>> {
  const steps = await Promise.all(stepsFor(writeFilter(context, options)));
  const policy = writeManyPolicy(context, options);
  const items = await runSteps(context.client, steps, policy, chunkOptions(context, options));
  return new BatchOutcome(verb, items);
}
