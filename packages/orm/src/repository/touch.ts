import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityTtl } from '../metadata/entity-metadata.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { isNotFound } from './is-not-found.js';
import { writeTtl } from './write-ttl.js';

/** Options of `touch`. */
export type TouchOptions = Pick<WriteOptions<never>, 'policy' | 'behavior' | 'signal'>;

/** Starts the time to live of a record anew. */
export async function touchById(
  context: EntityContext,
  id: unknown,
  ttl: EntityTtl | undefined,
  options: TouchOptions,
): Promise<boolean> {
  checkCallOptions('touch', 'touch', options);
  const seconds = writeTtl(context.metadata, null, ttl);
  try {
    await context.client.touch(
      toKey(context, id),
      seconds,
      null,
      callPolicy(context, 'write', options),
    );
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
