import { BatchOutcome } from '../batch/batch-outcome.js';
import type { EntityContext } from '../context/entity-context.js';
import { checkCallOptions, type WriteManyOptions } from './call-options.js';
import { chunkOptions } from './chunk-options.js';
import { writeStep } from './entity-step.js';
import { type GuardedStep, runGuardedSteps } from './guarded-batch.js';
import { requireArgument } from './require-argument.js';
import { writeFilter } from './write-filter.js';
import { writeManyPolicy } from './write-many-policy.js';

/**
 * `saveMany` and `insertMany`: the same as save and insert for each entity, in batches. All entities
 * are checked before anything is sent; versions are written back to those that succeeded. An entity
 * given twice is written once and reported twice.
 */
export async function writeMany<T extends object>(
  context: EntityContext<T>,
  entities: readonly T[],
  verb: 'save' | 'insert',
  options: WriteManyOptions<T>,
): Promise<BatchOutcome<T>> {
  const method = `${verb}Many`;
  requireArgument(Array.isArray(entities), 'entities', `${method}() takes an array`, entities);
  checkCallOptions('writeMany', method, options);
  const filter = writeFilter(context, options);
  const placeOf = new Map<T, number>();
  const steps: GuardedStep<T>[] = [];
  for (const entity of new Set(entities)) {
    placeOf.set(entity, steps.length);
    steps.push(await writeStep(context, entity, { verb, method }, options, filter));
  }
  const policy = writeManyPolicy(context, options);
  const sending = { policy, chunks: chunkOptions(context, options) };
  const items = await runGuardedSteps(context, steps, sending, options);
  return new BatchOutcome(
    method,
    entities.map((entity, index) => {
      const item = items[placeOf.get(entity)!]!;
      return item.index === index ? item : { ...item, index };
    }),
  );
}
