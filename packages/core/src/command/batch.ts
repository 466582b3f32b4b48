import type { BatchEntry } from '../batch/batch-entry.js';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import { invalidArg } from '../error/argument-error.js';
import { BatchKeys } from '../key/batch-keys.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import { mergeBatchPolicy } from '../policy/merge-policy.js';
import { batchEntryRow } from './batch-entry-row.js';
import { mapInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** Runs entries of different kinds in one batch. */
export async function batch(
  session: Session,
  entries: readonly BatchEntry[],
  policy?: BatchPolicy,
): Promise<BatchWriteResult> {
  if (!Array.isArray(entries)) throw invalidArg('entries', entries, 'an array of batch entries');
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const parts = { keys: new BatchKeys(entries.length), policy: merged };
  const rows = await mapInSlices(entries, (entry: BatchEntry, i) =>
    batchEntryRow(entry, parts, `entries[${i}]`),
  );
  return { batchRecords: await runBatch(session, { verb: 'batch', rows, policy: merged }) };
}
