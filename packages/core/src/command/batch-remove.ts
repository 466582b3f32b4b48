import type { BatchWriteResult } from '../batch/batch-write-result.js';
import type { Key } from '../key/key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import { mergeBatchPolicy, mergeBatchRemovePolicy } from '../policy/merge-policy.js';
import { resolveKeys } from './batch-read.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** Removes many records. */
export async function batchRemove(
  session: Session,
  keys: readonly Key[],
  policy?: BatchPolicy,
): Promise<BatchWriteResult> {
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const rowPolicy = mergeBatchRemovePolicy(merged);
  const rows = resolveKeys(keys).map((key) => ({
    kind: 'remove' as const,
    key,
    policy: rowPolicy,
  }));
  return { batchRecords: await runBatch(session, { verb: 'batchRemove', rows, policy: merged }) };
}
