import { callPolicy } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { toKey } from '../mapping/to-key.js';
import { checkCallOptions, type ReadOptions } from './call-options.js';
import { isHidden, tellingBins } from './hidden-record.js';
import { readRecord } from './read-record.js';

/** Tells whether an id has a record. */
export async function existsById(
  context: EntityContext,
  id: unknown,
  options: ReadOptions,
): Promise<boolean> {
  checkCallOptions('read', 'exists', options);
  const key = toKey(context, id);
  const telling = tellingBins(context);
  if (telling.length > 0) {
    const record = await readRecord(context, key, telling, { ...options, touch: false });
    return record !== null && !isHidden(context, record.bins);
  }
  const { meta } = await context.client.exists(key, callPolicy(context, 'read', options));
  return meta !== null;
}
