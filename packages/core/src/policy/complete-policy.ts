import type { Expression } from '../expression/expression.js';
import type { AdminPolicy } from './admin-policy.js';
import { BATCH_CONCURRENCY_PARALLEL } from './batch-concurrency.js';
import type {
  BatchApplyPolicy,
  BatchPolicy,
  BatchReadPolicy,
  BatchRemovePolicy,
  BatchWritePolicy,
} from './batch-policy.js';
import { POLICY_COMMIT_LEVEL_ALL } from './commit-level.js';
import { POLICY_EXISTS_IGNORE } from './exists.js';
import { POLICY_GEN_IGNORE } from './generation.js';
import { POLICY_KEY_DIGEST } from './key.js';
import type { OperatePolicy } from './operate-policy.js';
import { QUERY_DURATION_LONG } from './query-duration.js';
import type { QueryPolicy } from './query-policy.js';
import {
  POLICY_READ_MODE_AP_ONE,
  POLICY_READ_MODE_SC_SESSION,
  READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT,
} from './read-mode.js';
import type { ReadPolicy } from './read-policy.js';
import { POLICY_REPLICA_SEQUENCE } from './replica.js';
import { TTL_NAMESPACE_DEFAULT } from './ttl.js';
import type { ClientTransaction } from '../transaction/transaction.js';
import type { RemovePolicy, WritePolicy } from './write-policy.js';

/** A policy with a value in every field; null where there is none. */
type Complete<P> = {
  readonly [F in keyof P]-?: F extends 'filterExpression'
    ? Expression<'bool'> | null
    : F extends 'signal'
      ? AbortSignal | null
      : F extends 'txn'
        ? ClientTransaction | null
        : NonNullable<P[F]>;
};

/** The generation of `meta.gen`; 0 when generations do not count. */
interface Generation {
  readonly generation: number;
}

export type CompleteReadPolicy = Complete<ReadPolicy>;
export type CompleteWritePolicy = Complete<WritePolicy> & Generation;
export type CompleteRemovePolicy = Complete<RemovePolicy> & Generation;
export type CompleteOperatePolicy = Complete<OperatePolicy> & Generation;
export type CompleteBatchPolicy = Complete<BatchPolicy>;
export type CompleteBatchReadPolicy = Complete<BatchReadPolicy>;
export type CompleteBatchWritePolicy = Complete<BatchWritePolicy> & Generation;
export type CompleteBatchRemovePolicy = Complete<BatchRemovePolicy> & Generation;
export type CompleteBatchApplyPolicy = Complete<BatchApplyPolicy>;
export type CompleteQueryPolicy = Complete<QueryPolicy>;
export type CompleteAdminPolicy = Complete<AdminPolicy>;

const BASE = {
  socketTimeout: 30_000,
  totalTimeout: 1000,
  maxRetries: 2,
  sleepBetweenRetries: 0,
  timeoutDelay: 0,
  compress: false,
  filterExpression: null,
  signal: null,
} as const;

const RECORD_BASE = { ...BASE, txn: null } as const;

const READ = {
  replica: POLICY_REPLICA_SEQUENCE,
  readModeAp: POLICY_READ_MODE_AP_ONE,
  readModeSc: POLICY_READ_MODE_SC_SESSION,
  readTouchTtlPercent: READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT,
} as const;

const REMOVE = {
  key: POLICY_KEY_DIGEST,
  gen: POLICY_GEN_IGNORE,
  commitLevel: POLICY_COMMIT_LEVEL_ALL,
  durableDelete: false,
} as const;

const WRITE = {
  ...REMOVE,
  exists: POLICY_EXISTS_IGNORE,
  ttl: TTL_NAMESPACE_DEFAULT,
  onLockingOnly: false,
} as const;

/** A write that timed out may have happened: it is repeated only when asked for. */
const WRITE_BASE = { ...RECORD_BASE, maxRetries: 0, generation: 0 } as const;

export const READ_DEFAULTS: CompleteReadPolicy = Object.freeze({ ...RECORD_BASE, ...READ });
export const WRITE_DEFAULTS: CompleteWritePolicy = Object.freeze({ ...WRITE_BASE, ...WRITE });
export const REMOVE_DEFAULTS: CompleteRemovePolicy = Object.freeze({ ...WRITE_BASE, ...REMOVE });
export const OPERATE_DEFAULTS: CompleteOperatePolicy = Object.freeze({
  ...WRITE_BASE,
  ...READ,
  ...WRITE,
});
export const BATCH_DEFAULTS: CompleteBatchPolicy = Object.freeze({
  ...RECORD_BASE,
  ...READ,
  ...WRITE,
  allowInline: true,
  allowInlineSsd: false,
  respondAllKeys: true,
  concurrency: BATCH_CONCURRENCY_PARALLEL,
  retry: 0,
  retryInDoubt: false,
});
export const QUERY_DEFAULTS: CompleteQueryPolicy = Object.freeze({
  ...BASE,
  totalTimeout: 0,
  replica: POLICY_REPLICA_SEQUENCE,
  maxRecords: 0,
  recordsPerSecond: 0,
  maxConcurrentNodes: 0,
  recordQueueSize: 1024,
  expectedDuration: QUERY_DURATION_LONG,
  includeBinData: true,
});
export const ADMIN_DEFAULTS: CompleteAdminPolicy = Object.freeze({ timeout: 1000, signal: null });
