import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import { callPolicy, checkCallOptions, type ReadOptions } from './call-options.js';

/** Tells whether an id has a record. */
export async function existsById(
  context: EntityContext,
  id: unknown,
  options: ReadOptions,
): Promise<boolean> {
  checkCallOptions('read', 'exists', options);
  const { meta } = await context.client.exists(toKey(context, id), callPolicy(options));
  return meta !== null;
}
