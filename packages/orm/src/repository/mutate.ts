import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { MappingError } from '../error/mapping-error.js';
import { OptimisticLockError } from '../error/optimistic-lock-error.js';
import type { Operation } from '../observe/operation.js';
import { metadataOfEntity } from '../mapping/class-metadata.js';
import { stateOf } from '../mapping/entity-state.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { changedOf } from './changed-of.js';
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
    const returned: unknown = await change(entity);
    if (isPlainObject(returned) || returned instanceof context.metadata.entity) {
      refuseCopy(context.metadata, entity, returned);
    }
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

/**
 * What the function returns is ignored, which changes nothing where it is a changed copy of the entity,
 * or the properties to change, in place of a change.
 */
function refuseCopy(metadata: EntityMetadata, entity: object, returned: object): void {
  if (returned === entity) return;
  const { property } = metadata.id;
  const ids = [entity, returned].map((each) => (each as Record<string, unknown>)[property]);
  const isCopy = isDeepStrictEqual(ids[0], ids[1]);
  if (!isCopy && !isPatch(metadataOfEntity(metadata, entity), entity, returned)) return;
  throw new MappingError(
    metadata.name,
    `mutate() saves what its function changes of the entity, and ignores what it returns; it returned ${isCopy ? `another object with the same ${property}` : 'properties'}: assign them, e.g. (each) => Object.assign(each, { … }), or use update()`,
  );
}

/** Tells whether nothing was changed, and only properties of the entity were returned. */
function isPatch(metadata: EntityMetadata, entity: object, returned: object): boolean {
  const names = Object.keys(returned);
  const areProperties = names.length > 0 && names.every((name) => metadata.property.has(name));
  return areProperties && changedOf(metadata, entity).length === 0;
}

/** In doubt, it may be an earlier try of this very write that won: the change would be made twice. */
function isLostRace(error: unknown): boolean {
  return error instanceof OptimisticLockError && error.reason === 'generation' && !error.inDoubt;
}
