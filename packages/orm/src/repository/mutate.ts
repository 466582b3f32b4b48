import { setTimeout as delay } from 'node:timers/promises';
import type { ReadPolicy } from '@aeroform/core';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import { stateOf } from '../mapping/entity-state.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { findById, notFound } from './find-by-id.js';
import { requireArgument } from './require-argument.js';
import { writeEntity } from './write-entity.js';

/** Options of `mutate`. */
export interface MutateOptions<T> extends Omit<WriteOptions<T>, 'ifVersion' | 'durableDelete'> {
  /** How often to try before the OptimisticLockError is thrown. Default 50. */
  readonly attempts?: number;
}

const DEFAULT_ATTEMPTS = 50;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 200;

/**
 * Reads an entity, changes it and saves it under its generation; when somebody else wrote in between,
 * does it again after a random pause.
 */
export async function mutateEntity<T extends object>(
  context: EntityContext<T>,
  id: unknown,
  change: (entity: T) => void | Promise<void>,
  options: MutateOptions<T>,
): Promise<T> {
  requireArgument(typeof change === 'function', 'change', 'mutate() takes a function', change);
  checkCallOptions('mutate', 'mutate', options);
  const { attempts = DEFAULT_ATTEMPTS, ...writeOptions } = options;
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw new OptionError('attempts', `must be a whole number above 0; got ${attempts}`);
  }
  const readOptions = { policy: readPolicy(options) };
  for (let attempt = 1; ; attempt++) {
    const entity = await findById(context, id, readOptions);
    if (entity === null) throw notFound(context, id);
    await change(entity);
    const ifVersion = stateOf(entity)!.generation;
    try {
      return await writeEntity(context, entity, 'save', { ...writeOptions, ifVersion });
    } catch (error) {
      if (attempt >= attempts || !isLostRace(error)) throw error;
    }
    // Aborting ends the pause, and the read that follows is refused with core's error.
    const { signal } = readOptions.policy;
    await delay(pause(attempt), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

/**
 * What the read of an attempt takes of the options: all but the filter expression, which, as `when`,
 * is a condition of the write.
 */
function readPolicy<T>({ policy = {}, signal }: MutateOptions<T>): ReadPolicy {
  const { filterExpression: _, commitLevel: __, ...rest } = policy;
  return { ...rest, ...(signal === undefined ? {} : { signal }) };
}

function isLostRace(error: unknown): boolean {
  return error instanceof OptimisticLockError && error.reason === 'generation';
}

/** Random, so that competing writers drift apart; longer the more often the race was lost. */
function pause(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10));
}
