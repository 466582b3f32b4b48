import type { BatchRecord } from '../batch/batch-record.js';
import { batchEntry } from '../batch/batch-entry.js';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import type { BatchRow } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import { isRetryableResultCode } from '../error/from-result-code.js';
import type { Key } from '../key/key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { CompleteBatchPolicy } from '../policy/complete-policy.js';
import { mergeBatchPolicy } from '../policy/merge-policy.js';
import type { WriteMeta } from '../policy/write-policy.js';
import type { Bins } from '../value/bin-value.js';
import { batchEntryRow } from './batch-entry-row.js';
import { mapInSlices } from './in-slices.js';
import { pause } from '../driver/pause.js';
import { type BatchRequest, runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** One record to write; what its meta says wins over the policy of the batch. */
export type BatchWriteItem =
  | readonly [key: Key, bins: Bins]
  | readonly [key: Key, bins: Bins, meta: WriteMeta | null | undefined];

/** What the application called. */
type BatchWriteVerb = 'batchWrite' | 'batchWriteColumns';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/**
 * Writes many records.
 *
 * @param retry - how often records that failed for a passing reason are sent again; never those that
 * may have been written. An aborted signal ends the retries: the results so far are returned.
 */
export async function batchWrite(
  session: Session,
  records: readonly BatchWriteItem[],
  policy?: BatchPolicy,
  retry = 0,
  verb: BatchWriteVerb = 'batchWrite',
): Promise<BatchWriteResult> {
  if (!Array.isArray(records)) throw invalidArg('records', records, 'an array of [key, bins]');
  if (!Number.isInteger(retry) || retry < 0) throw invalidArg('retry', retry, 'a count');
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const rows = await mapInSlices(records, (item: BatchWriteItem, i) =>
    itemRow(item, merged, `records[${i}]`),
  );
  const results = await runBatch(session, { verb, rows, policy: merged });
  await repeatFailed(session, { verb, rows, results, policy: merged, retry });
  return { batchRecords: results };
}

interface Unfinished {
  readonly verb: BatchWriteVerb;
  readonly rows: readonly BatchRow[];
  readonly results: BatchRecord[];
  readonly policy: CompleteBatchPolicy;
  readonly retry: number;
}

function itemRow(item: BatchWriteItem, policy: CompleteBatchPolicy, path: string): BatchRow {
  if (!Array.isArray(item) || item.length < 2 || item.length > 3) {
    throw invalidArg(path, item, '[key, bins] or [key, bins, meta]');
  }
  const [key, bins, meta] = item as readonly [Key, Bins, WriteMeta?];
  return batchEntryRow(batchEntry.write(key, bins, { meta: meta ?? null }), policy, path);
}

/**
 * Sends again what failed for a passing reason, with full jitter, within the total time-out. Never
 * rejects, for the results of the other records would be lost: what cannot be repeated keeps the
 * failure it has.
 */
async function repeatFailed(session: Session, unfinished: Unfinished): Promise<void> {
  const { verb, rows, results, policy, retry } = unfinished;
  const end = policy.totalTimeout > 0 ? performance.now() + policy.totalTimeout : Infinity;
  for (let attempt = 0; attempt < retry; attempt++) {
    const failed = rows.map((_row, i) => i).filter((i) => mayRepeat(results[i] as BatchRecord));
    const wait = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    if (failed.length === 0 || performance.now() + wait >= end) return;
    await pause(wait, policy.signal);
    if (policy.signal?.aborted === true) return;
    const again = failed.map((i) => rows[i] as BatchRow);
    const repeated = await repeat(session, { verb, rows: again, policy });
    if (repeated === undefined) return;
    failed.forEach((place, i) => {
      results[place] = repeated[i] as BatchRecord;
    });
  }
}

/** Undefined when nothing was tried, e.g. since the client was closed meanwhile. */
async function repeat(session: Session, request: BatchRequest): Promise<BatchRecord[] | undefined> {
  return runBatch(session, request).catch(() => undefined);
}

function mayRepeat({ result, inDoubt, error }: BatchRecord): boolean {
  if (result === 0 || inDoubt) return false;
  return result > 0 ? isRetryableResultCode(result) : (error?.isRetryable ?? false);
}
