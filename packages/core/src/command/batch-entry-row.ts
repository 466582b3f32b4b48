import type { BatchEntry } from '../batch/batch-entry.js';
import { invalidArg } from '../error/argument-error.js';
import type { BatchOperateRow, BatchRow } from '../driver/driver.js';
import type { BatchKeys } from '../key/batch-keys.js';
import { checkFields } from '../parameter/call-parameter.js';
import { checkOperations } from '../operation/check-operation.js';
import type { Operation } from '../operation/operation.js';
import type { CompleteBatchPolicy, CompleteBatchWritePolicy } from '../policy/complete-policy.js';
import type { BatchWritePolicy } from '../policy/batch-policy.js';
import { checkUdfCall } from '../udf/udf-call.js';
import {
  mergeBatchApplyPolicy,
  mergeBatchReadPolicy,
  mergeBatchRemovePolicy,
  mergeBatchWritePolicy,
} from '../policy/merge-policy.js';
import type { WriteMeta } from '../policy/write-policy.js';
import { checkBinNames } from './bin-names.js';
import { touchTtl } from './operate.js';
import { checkBins } from './put.js';
import { refuseRemoval } from './refuse-removal.js';

/** What the entries of a batch share. */
export interface BatchParts {
  readonly keys: BatchKeys;
  readonly policy: CompleteBatchPolicy;
}

/** An entry with its policy laid over that of the batch. */
export function batchEntryRow(entry: BatchEntry, batch: BatchParts, path: string): BatchRow {
  const kind = entry?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(ROWS, kind)) {
    throw invalidArg(path, entry, 'an entry built by `batchEntry`');
  }
  checkFields(entry, path, FIELDS[kind]);
  return ROWS[kind](entry as never, batch, path);
}

type RowBuilders = {
  readonly [K in BatchEntry['kind']]: (
    entry: Extract<BatchEntry, { kind: K }>,
    batch: BatchParts,
    path: string,
  ) => BatchRow;
};

const FIELDS: { readonly [K in BatchEntry['kind']]: readonly string[] } = {
  read: ['kind', 'key', 'bins', 'policy'],
  write: ['kind', 'key', 'bins', 'meta', 'policy'],
  operate: ['kind', 'key', 'operations', 'ordered', 'meta', 'policy'],
  remove: ['kind', 'key', 'meta', 'policy'],
  apply: ['kind', 'key', 'module', 'functionName', 'args', 'policy'],
};

const ROWS: RowBuilders = {
  read: (entry, { keys, policy }, path) => ({
    kind: 'read',
    key: keys.add(entry.key, `${path}.key`),
    bins: entry.bins === null ? null : checkBinNames(entry.bins, `${path}.bins`),
    policy: mergeBatchReadPolicy(policy, entry.policy, `${path}.policy`),
  }),
  write: (entry, { keys, policy }, path) => {
    const key = keys.add(entry.key, `${path}.key`);
    const bins = checkBins(entry.bins, `${path}.bins`);
    const merged = writePolicy(policy, entry, path);
    refuseRemoval(bins, merged.exists, path);
    return { kind: 'write', path: `${path}.bins`, key, bins, policy: merged };
  },
  operate: (entry, { keys, policy }, path) => ({
    kind: 'operate',
    path: `${path}.operations`,
    key: keys.add(entry.key, `${path}.key`),
    ordered: entry.ordered,
    ...operateRow(entry.operations, policy, entry, path),
  }),
  remove: (entry, { keys, policy }, path) => ({
    kind: 'remove',
    key: keys.add(entry.key, `${path}.key`),
    policy: mergeBatchRemovePolicy(policy, entry.policy, entry.meta, `${path}.`),
  }),
  apply: (entry, { keys, policy }, path) => ({
    kind: 'apply',
    path: `${path}.args`,
    key: keys.add(entry.key, `${path}.key`),
    call: checkUdfCall(entry.module, entry.functionName, entry.args, `${path}.`),
    policy: mergeBatchApplyPolicy(policy, entry.policy, `${path}.policy`),
  }),
};

/** What an entry that writes says besides what it writes. */
interface EntrySettings {
  readonly meta?: WriteMeta | null | undefined;
  readonly policy?: BatchWritePolicy | undefined;
}

const plainPolicies = new WeakMap<CompleteBatchPolicy, CompleteBatchWritePolicy>();

/** Policy of an entry; those that say nothing of their own share one: a large batch has many of them. */
export function writePolicy(
  batch: CompleteBatchPolicy,
  { meta, policy }: EntrySettings,
  path: string,
): CompleteBatchWritePolicy {
  if ((meta ?? policy ?? null) !== null)
    return mergeBatchWritePolicy(batch, policy, meta, `${path}.`);
  let plain = plainPolicies.get(batch);
  if (plain === undefined) {
    plain = mergeBatchWritePolicy(batch);
    plainPolicies.set(batch, plain);
  }
  return plain;
}

/** Everything of a row of operations but its key. */
export function operateRow(
  operations: readonly Operation[],
  batch: CompleteBatchPolicy,
  settings: EntrySettings,
  path: string,
): Pick<BatchOperateRow, 'operations' | 'policy'> {
  checkOperations(operations, `${path}.operations`);
  const write = writePolicy(batch, settings, path);
  const { readModeAp, readModeSc, readTouchTtlPercent } = batch;
  const ttl = touchTtl(operations) ?? write.ttl;
  return { operations, policy: { ...write, ttl, readModeAp, readModeSc, readTouchTtlPercent } };
}
