import { setTimeout as delay } from 'node:timers/promises';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import type { Operation } from '../observe/operation.js';
import { stateOf } from '../mapping/entity-state.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { findById, notFound } from './find-by-id.js';
import { readPolicyOf } from './read-policy-of.js';
import { requireArgument } from './require-argument.js';
import { retryPause } from './retry-pause.js';
import { writeEntity } from './write-entity.js';

/** Options of `mutate`. */
export interface MutateOptions<T> extends Omit<WriteOptions<T>, 'ifVersion' | 'durableDelete'> {
  /** How often to try before the OptimisticLockError is thrown. Default 50. */
  readonly attempts?: number;
}

const DEFAULT_ATTEMPTS = 50;

/**
 * Reads an entity, changes it and saves it under its generation; when somebody else wrote in between,
 * does it again after a random pause.
 */
export async function mutateEntity<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  change: (entity: T) => void | Promise<void>,
  options: MutateOptions<T>,
  operation: Operation | null,
): Promise<T> {
  requireArgument(typeof change === 'function', 'change', 'mutate() takes a function', change);
  checkCallOptions('mutate', 'mutate', options);
  const { attempts = DEFAULT_ATTEMPTS, ...writeOptions } = options;
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw new OptionError('attempts', `must be a whole number above 0; got ${attempts}`);
  }
  const { behavior } = options;
  const readOptions = {
    policy: readPolicyOf(options),
    touch: false,
    ...(behavior === undefined ? {} : { behavior }),
  };
  for (let attempt = 1; ; attempt++) {
    const entity = await findById(context, id, readOptions);
    if (entity === null) throw notFound(context, id);
    context.transaction?.remember(context.metadata, entity);
    await change(entity);
    const ifVersion = stateOf(entity)!.generation;
    try {
      return await writeEntity(context, entity, 'save', { ...writeOptions, ifVersion }, 'mutate');
    } catch (error) {
      if (attempt >= attempts || !isLostRace(error)) throw error;
      operation?.lostRace();
    }
    // Aborting ends the pause, and the read that follows is refused with core's error.
    const { signal } = readOptions.policy;
    await delay(retryPause(attempt), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

/** In doubt, it may be an earlier try of this very write that won: the change would be made twice. */
function isLostRace(error: unknown): boolean {
  return error instanceof OptimisticLockError && error.reason === 'generation' && !error.inDoubt;
}
