import { BatchReadHandle } from '../batch/batch-read-handle.js';
import { invalidArg } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import { mergeBatchPolicy, mergeBatchReadPolicy } from '../policy/merge-policy.js';
import { checkBinNames } from './bin-names.js';
import { mapSmallInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** Reads many records: all bins, or those named; `[]` for the headers only. */
export async function batchRead(
  session: Session,
  keys: readonly Key[],
  bins?: readonly string[] | null,
  policy?: BatchPolicy,
): Promise<BatchReadHandle> {
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const rowPolicy = mergeBatchReadPolicy(merged);
  const wanted = bins === null || bins === undefined ? null : checkBinNames(bins, 'bins');
  const rows = await mapSmallInSlices(checkKeys(keys), (key, i) => ({
    kind: 'read' as const,
    key: resolveKey(key, 'keys', i),
    bins: wanted,
    policy: rowPolicy,
  }));
  return new BatchReadHandle(await runBatch(session, { verb: 'batchRead', rows, policy: merged }));
}

/** @throws {InvalidArgError} unless it is an array. */
export function checkKeys<K>(keys: readonly K[]): readonly K[] {
  if (!Array.isArray(keys)) throw invalidArg('keys', keys, 'an array of keys');
  return keys;
}
