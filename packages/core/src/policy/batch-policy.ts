import type { Expression } from '../expression/expression.js';
import type { BasePolicy } from './base-policy.js';
import type { BatchConcurrency } from './batch-concurrency.js';
import type { CommitLevel } from './commit-level.js';
import type { KeyPolicy } from './key.js';
import type { ReadSettings } from './read-policy.js';
import type { TransactionSetting } from './transaction-setting.js';
import type { RemoveSettings, WriteSettings } from './write-policy.js';

/** Policy of a whole batch; the write settings are defaults for its entries. */
export interface BatchPolicy extends BasePolicy, ReadSettings, WriteSettings, TransactionSetting {
  /** The server may handle small batches in the thread that received them. Default true. */
  readonly allowInline?: boolean;
  /** The same for namespaces on devices. Default false. */
  readonly allowInlineSsd?: boolean;
  /** Records after a failed one are still handled. Default true. */
  readonly respondAllKeys?: boolean;
  /** Default `BATCH_CONCURRENCY_PARALLEL`. */
  readonly concurrency?: BatchConcurrency;
  /**
   * How often records that failed for a passing reason (`isRetryable` of their error) are sent again,
   * alone, after pauses with full jitter and within `totalTimeout`. What may have been written
   * (`inDoubt`) is not, unless `retryInDoubt` says so. Default 0. Comes on top of `maxRetries`, which is
   * for reads whose node did not answer, and for what could not be sent at all.
   */
  readonly retry?: number;
  /**
   * With `retry`: also writes, operations, removals and functions that may have been carried out already
   * are sent again, and may then be carried out twice. For batches that do no harm when they are. Default
   * false.
   */
  readonly retryInDoubt?: boolean;
}

/** Policy of one entry that reads. */
export interface BatchReadPolicy extends Omit<ReadSettings, 'replica'> {
  /** Reads the record only if this is true for it. Default: none, or that of the batch. */
  readonly filterExpression?: Expression<'bool'>;
}

/** Policy of one entry that writes. */
export interface BatchWritePolicy extends WriteSettings {
  /**
   * Writes the record only if this is true for it; a record that does not exist is not filtered.
   * Default: none, or that of the batch.
   */
  readonly filterExpression?: Expression<'bool'>;
}

/** Policy of one entry that runs a function. */
export interface BatchApplyPolicy {
  /** See {@link WriteSettings.ttl}. */
  readonly ttl?: number;
  /** See {@link WriteSettings.commitLevel}. */
  readonly commitLevel?: CommitLevel;
  /** See {@link WriteSettings.key}. */
  readonly key?: KeyPolicy;
  /** See {@link WriteSettings.durableDelete}. */
  readonly durableDelete?: boolean;
  /** See {@link WriteSettings.onLockingOnly}. */
  readonly onLockingOnly?: boolean;
  /** Runs the function only if this is true for the record. Default: none, or that of the batch. */
  readonly filterExpression?: Expression<'bool'>;
}

/** Policy of one entry that removes. */
export interface BatchRemovePolicy extends RemoveSettings {
  /** Removes the record only if this is true for it. Default: none, or that of the batch. */
  readonly filterExpression?: Expression<'bool'>;
}
