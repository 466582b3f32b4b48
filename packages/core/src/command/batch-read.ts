import { keepShape } from '../engine/keep-shape.js';
import { BatchReadHandle } from '../batch/batch-read-handle.js';
import { BatchRecordList } from '../batch/batch-record-list.js';
import type { BatchReadRow } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { BatchKeys } from '../key/batch-keys.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { CompleteBatchReadPolicy } from '../policy/complete-policy.js';
import { mergeBatchPolicy, mergeBatchReadPolicy } from '../policy/merge-policy.js';
import { checkBinNames } from './bin-names.js';
import { mapSmallInSlices } from './in-slices.js';
import { answerBatch } from './run-batch.js';
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
  const resolved = new BatchKeys(checkKeys(keys).length);
  const rows = await mapSmallInSlices(
    keys,
    (key, i) => new ReadRow(resolved.add(key, 'keys', i), wanted, rowPolicy),
  );
  const answers = await answerBatch(session, { verb: 'batchRead', rows, policy: merged });
  return new BatchReadHandle(new BatchRecordList(rows, answers));
}

/** @throws {InvalidArgError} unless it is an array. */
export function checkKeys<K>(keys: readonly K[]): readonly K[] {
  if (!Array.isArray(keys)) throw invalidArg('keys', keys, 'an array of keys');
  return keys;
}

keepShape(new ReadRow({} as ResolvedKey, null, {} as CompleteBatchReadPolicy));
