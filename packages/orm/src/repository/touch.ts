import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import type { EntityTtl } from '../metadata/entity-metadata.js';
import { formOfClass } from '../query/present-form.js';
import { checkCallOptions, type WriteOptions } from './call-options.js';
import { joinFilters } from './guarded-write.js';
import { isFilteredOut } from './is-filtered-out.js';
import { isNotFound } from './is-not-found.js';
import { touchTtl } from './write-ttl.js';

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
  const seconds = touchTtl(context, context.metadata, ttl);
  const guard = formOfClass(context.metadata);
  const filter = joinFilters(guard, options.policy?.filterExpression ?? null);
  try {
    await context.client.touch(
      toKey(context, id),
      seconds,
      null,
      callPolicy(context, 'write', options, filter),
    );
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    if (guard !== null && filter === guard && isFilteredOut(error)) return false;
    throw error;
  }
}
