import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import { checkCallOptions, type ReadOptions } from './call-options.js';
import { readRecord } from './read-record.js';
import { deletedBin, isDeleted } from './soft-deleted.js';

/** Tells whether an id has a record. */
export async function existsById(
  context: EntityContext,
  id: unknown,
  options: ReadOptions,
): Promise<boolean> {
  checkCallOptions('read', 'exists', options);
  const key = toKey(context, id);
  const deleted = deletedBin(context);
  if (deleted !== null) {
    const record = await readRecord(context, key, [deleted], { ...options, touch: false });
    return record !== null && !isDeleted(record.bins, deleted);
  }
  const { meta } = await context.client.exists(key, callPolicy(context, 'read', options));
  return meta !== null;
}
