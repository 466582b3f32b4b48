import type { BatchWriteResult } from '../batch/batch-write-result.js';
import type { BatchRow, BatchWriteRow } from '../driver/driver.js';
import { invalidArg } from '../error/argument-error.js';
import type { Key } from '../key/key.js';
import { BatchKeys } from '../key/batch-keys.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import type { BatchPolicy } from '../policy/batch-policy.js';
import type { CompleteBatchPolicy, CompleteBatchWritePolicy } from '../policy/complete-policy.js';
import { mergeBatchPolicy } from '../policy/merge-policy.js';
import { checkPolicyField } from '../policy/policy-rule.js';
import type { WriteMeta } from '../policy/write-policy.js';
import type { Bins } from '../value/bin-value.js';
import { type BatchParts, writePolicy } from './batch-entry-row.js';
import { mapInSlices } from './in-slices.js';
import { checkBins } from './put.js';
import { refuseRemoval } from './refuse-removal.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** One record to write; what its meta says wins over the policy of the batch. */
export type BatchWriteItem =
  | readonly [key: Key, bins: Bins]
  | readonly [key: Key, bins: Bins, meta: WriteMeta | null | undefined];

/** What the application called. */
type BatchWriteVerb = 'batchWrite' | 'batchWriteColumns';

/** What the arguments with the records are called, for errors. */
const LISTS: Readonly<Record<BatchWriteVerb, string>> = {
  batchWrite: 'records',
  batchWriteColumns: 'data',
};

/** Where a record stands in the arguments. */
interface Place {
  readonly list: string;
  readonly index: number;
}

/** Writes many records. */
export async function batchWrite(
  session: Session,
  records: readonly BatchWriteItem[],
  policy?: BatchPolicy,
  retry?: number,
  verb: BatchWriteVerb = 'batchWrite',
): Promise<BatchWriteResult> {
  if (!Array.isArray(records)) throw invalidArg('records', records, 'an array of [key, bins]');
  const merged = withRetry(mergeBatchPolicy(session.policies.batch, policy), retry);
  const parts = { keys: new BatchKeys(records.length), policy: merged };
  const rows = await mapInSlices(records, (item: BatchWriteItem, i) =>
    itemRow(item, parts, { list: LISTS[verb], index: i }),
  );
  return { batchRecords: await runBatch(session, { verb, rows, policy: merged }) };
}

/** The parameter, for which aerospike-py has no field, wins over the policy. */
function withRetry(policy: CompleteBatchPolicy, retry: number | undefined): CompleteBatchPolicy {
  if (retry === undefined) return policy;
  checkPolicyField('retry', retry, 'retry');
  return { ...policy, retry };
}

function itemRow(item: BatchWriteItem, { keys, policy }: BatchParts, place: Place): BatchRow {
  const path = pathOf(place);
  if (!Array.isArray(item) || item.length < 2 || item.length > 3) {
    throw invalidArg(path, item, '[key, bins] or [key, bins, meta]');
  }
  const [key, bins, meta] = item as readonly [Key, Bins, WriteMeta?];
  const record = { key: keys.add(key, `${path}.key`), bins: checkBins(bins, `${path}.bins`) };
  const merged = writePolicy(policy, { meta }, path);
  refuseRemoval(bins, merged.exists, path);
  return new WriteRow(record, merged, place);
}

/** A record to write. Its place in the arguments is put into words only when something is wrong with it. */
class WriteRow implements BatchWriteRow {
  readonly kind = 'write';
  readonly key: ResolvedKey;
  readonly bins: Bins;
  readonly policy: CompleteBatchWritePolicy;
  readonly #list: string;
  readonly #index: number;

  constructor(
    { key, bins }: Pick<BatchWriteRow, 'key' | 'bins'>,
    policy: CompleteBatchWritePolicy,
    { list, index }: Place,
  ) {
    this.key = key;
    this.bins = bins;
    this.policy = policy;
    this.#list = list;
    this.#index = index;
  }

  get path(): string {
    return `${pathOf({ list: this.#list, index: this.#index })}.bins`;
  }
}

function pathOf({ list, index }: Place): string {
  return `${list}[${index}]`;
}
