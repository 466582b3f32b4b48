import { batchEntry } from '../batch/batch-entry.js';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import type { BatchRow } from '../driver/driver.js';
import { BatchKeys } from '../key/batch-keys.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import { mergeBatchPolicy, mergeBatchRemovePolicy } from '../policy/merge-policy.js';
import type { RemoveMeta } from '../policy/write-policy.js';
import { batchEntryRow } from './batch-entry-row.js';
import { type BatchItem, hasMeta } from './batch-item.js';
import { checkKeys } from './batch-read.js';
import { mapInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** A record to remove; what its meta says wins over the policy of the batch. */
export type BatchRemoveItem = BatchItem<RemoveMeta>;

/** Removes many records. */
export async function batchRemove(
  session: Session,
  keys: readonly BatchRemoveItem[],
  policy?: BatchPolicy,
): Promise<BatchWriteResult> {
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const shared = { kind: 'remove' as const, policy: mergeBatchRemovePolicy(merged) };
  const parts = { keys: new BatchKeys(checkKeys(keys).length), policy: merged };
  const rows = await mapInSlices(keys, (item, i): BatchRow => {
    const path = `keys[${i}]`;
    if (!hasMeta(item, path)) return { ...shared, key: parts.keys.add(item, path) };
    const [key, meta] = item;
    return batchEntryRow(batchEntry.remove(key, { meta: meta ?? null }), parts, path);
  });
  return { batchRecords: await runBatch(session, { verb: 'batchRemove', rows, policy: merged }) };
}
