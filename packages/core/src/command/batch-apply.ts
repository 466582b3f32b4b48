import { batchEntry } from '../batch/batch-entry.js';
import type { BatchWriteResult } from '../batch/batch-write-result.js';
import type { BatchRow } from '../driver/driver.js';
import { BatchKeys } from '../key/batch-keys.js';
import { checkFields } from '../parameter/call-parameter.js';
import type { BatchApplyPolicy, BatchPolicy } from '../policy/batch-policy.js';
import { mergeBatchApplyPolicy, mergeBatchPolicy } from '../policy/merge-policy.js';
import { checkUdfCall } from '../udf/udf-call.js';
import type { BinValue } from '../value/bin-value.js';
import { batchEntryRow } from './batch-entry-row.js';
import { type BatchItem, hasMeta } from './batch-item.js';
import { checkKeys } from './batch-read.js';
import { mapInSlices } from './in-slices.js';
import { runBatch } from './run-batch.js';
import type { Session } from './session.js';

/** What is different for one record of `batchApply`; absent parts are those of the call. */
export interface BatchApplyMeta extends Omit<BatchApplyPolicy, 'filterExpression'> {
  readonly module?: string;
  readonly function?: string;
  /** `[]` calls without arguments. */
  readonly args?: readonly BinValue[];
}

/** A record to run the function on; what its meta says wins over the call. */
export type BatchApplyItem = BatchItem<BatchApplyMeta>;

/** The function that runs on all records but those that name another. */
export interface BatchApplyCall {
  readonly module: string;
  readonly functionName: string;
  readonly args: readonly BinValue[] | null | undefined;
}

const META_FIELDS = ['module', 'function', 'args', 'ttl', 'commitLevel', 'key', 'durableDelete'];

/** Runs a function on many records. */
export async function batchApply(
  session: Session,
  keys: readonly BatchApplyItem[],
  { module, functionName, args }: BatchApplyCall,
  policy?: BatchPolicy,
): Promise<BatchWriteResult> {
  const merged = mergeBatchPolicy(session.policies.batch, policy);
  const call = checkUdfCall(module, functionName, args);
  const shared = { kind: 'apply' as const, path: 'args', policy: mergeBatchApplyPolicy(merged) };
  const parts = { keys: new BatchKeys(checkKeys(keys).length), policy: merged };
  const rows = await mapInSlices(keys, (item, i): BatchRow => {
    const path = `keys[${i}]`;
    if (!hasMeta(item, path)) return { ...shared, call, key: parts.keys.add(item, path) };
    const [key, meta] = item;
    const {
      module: own,
      function: ownFunction,
      args: ownArgs,
      ...settings
    } = checkMeta(meta, path);
    const entry = batchEntry.apply(
      key,
      own ?? call.module,
      ownFunction ?? call.functionName,
      ownArgs ?? call.args,
      settings,
    );
    return batchEntryRow(entry, parts, path);
  });
  return { batchRecords: await runBatch(session, { verb: 'batchApply', rows, policy: merged }) };
}

function checkMeta(meta: BatchApplyMeta | null | undefined, path: string): BatchApplyMeta {
  if (meta === null || meta === undefined) return {};
  checkFields(meta, `${path}[1]`, META_FIELDS);
  return meta;
}
