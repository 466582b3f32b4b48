import { BatchReadHandle } from '../batch/batch-read-handle.js';
import type { BatchReadRow } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { type ResolvedKey, resolveKey } from '../key/resolve-key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { CompleteBatchReadPolicy } from '../policy/complete-policy.js';
import { mergeBatchPolicy, mergeBatchReadPolicy } from '../policy/merge-policy.js';
import { checkBinNames } from './bin-names.js';
import { mapSmallInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** A class, for the sake of the garbage collector: see `record/plain-object.ts`. */
class ReadRow implements BatchReadRow {
  readonly kind = 'read';

  constructor(
    readonly key: ResolvedKey,
    readonly bins: readonly string[] | null,
    readonly policy: CompleteBatchReadPolicy,
  ) {}
}

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
  const rows = await mapSmallInSlices(
    checkKeys(keys),
    (key, i) => new ReadRow(resolveKey(key, 'keys', i), wanted, rowPolicy),
  );
  return new BatchReadHandle(await runBatch(session, { verb: 'batchRead', rows, policy: merged }));
}

/** @throws {InvalidArgError} unless it is an array. */
export function checkKeys<K>(keys: readonly K[]): readonly K[] {
  if (!Array.isArray(keys)) throw invalidArg('keys', keys, 'an array of keys');
  return keys;
}
