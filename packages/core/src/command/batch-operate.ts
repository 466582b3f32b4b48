import type { BatchWriteResult } from '../batch/batch-write-result.js';
import { InvalidArgError } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { BatchKeys } from '../key/batch-keys.js';
import type { Operation } from '../operation/operation.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import { POLICY_GEN_IGNORE } from '../policy/generation.js';
import { mergeBatchPolicy } from '../policy/merge-policy.js';
import { operateRow } from './batch-entry-row.js';
import { checkKeys } from './batch-read.js';
import { mapInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** Runs the same operations on many records, each atomically. */
export async function batchOperate(
  session: Session,
  keys: readonly Key[],
  operations: readonly Operation[],
  policy?: BatchPolicy,
): Promise<BatchWriteResult> {
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  if ((policy?.gen ?? POLICY_GEN_IGNORE) !== POLICY_GEN_IGNORE) {
    throw new InvalidArgError(
      'policy.gen compares generations, which differ by record: give each its own in batch([batchEntry' +
        '.operate(key, ops, { meta: { gen } })])',
      { argument: 'policy.gen' },
    );
  }
  const work = operateRow(operations, merged, {}, 'batch');
  const shared = { kind: 'operate' as const, path: 'operations', ...work };
  const resolved = new BatchKeys(checkKeys(keys).length);
  const rows = await mapInSlices(keys, (key, i) => ({
    ...shared,
    key: resolved.add(key, 'keys', i),
  }));
  return { batchRecords: await runBatch(session, { verb: 'batchOperate', rows, policy: merged }) };
}
