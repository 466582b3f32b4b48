import type { BasePolicy } from './base-policy.js';
import type { CommitLevel } from './commit-level.js';
import type { ExistsPolicy } from './exists.js';
import type { GenPolicy } from './generation.js';
import type { KeyPolicy } from './key.js';
import type { TransactionSetting } from './transaction-setting.js';

/** How a record is removed. */
export interface RemoveSettings {
  /** Default `POLICY_KEY_DIGEST`. */
  readonly key?: KeyPolicy;
  /** How `meta.gen` is compared. Default: EQ when `meta.gen` is given, otherwise IGNORE. */
  readonly gen?: GenPolicy;
  /** Default `POLICY_COMMIT_LEVEL_ALL`. */
  readonly commitLevel?: CommitLevel;
  /** Removing leaves a tombstone (Enterprise). Default false. */
  readonly durableDelete?: boolean;
}

/** How a record is written. */
export interface WriteSettings extends RemoveSettings {
  /** Default `POLICY_EXISTS_IGNORE`: creates or updates. */
  readonly exists?: ExistsPolicy;
  /**
   * Seconds the record lives, 1 to 315,360,000 (10 years), or a `TTL_…` constant. Default
   * `TTL_NAMESPACE_DEFAULT`.
   */
  readonly ttl?: number;
  /**
   * In a transaction: fails with `TRANSACTION_ALREADY_LOCKED` when the transaction has written the
   * record before, so that a write that may have happened can be repeated safely. Default false.
   */
  readonly onLockingOnly?: boolean;
}

/** Policy of `put`, `append`, `prepend`, `increment`, `touch` and `removeBin`. */
export interface WritePolicy extends BasePolicy, WriteSettings, TransactionSetting {}

/** Policy of `remove`. */
export interface RemovePolicy extends BasePolicy, RemoveSettings, TransactionSetting {}

/**
 * What goes with one write. A field given here wins over the policy's, apart from how generations are
 * compared, which is the policy's `gen`.
 */
export interface WriteMeta {
  /** The generation the record must have; implies `POLICY_GEN_EQ` unless the policy has a `gen`. */
  readonly gen?: number;
  /** See {@link WriteSettings.ttl}; `TTL_CLIENT_DEFAULT` leaves it to the policy. */
  readonly ttl?: number;
  /** See {@link RemoveSettings.key}. */
  readonly key?: KeyPolicy;
  /** See {@link WriteSettings.exists}. */
  readonly exists?: ExistsPolicy;
  /** See {@link RemoveSettings.commitLevel}. */
  readonly commitLevel?: CommitLevel;
  /** See {@link RemoveSettings.durableDelete}. */
  readonly durableDelete?: boolean;
}

/** What goes with one removal; see {@link WriteMeta}. */
export type RemoveMeta = Omit<WriteMeta, 'ttl' | 'exists'>;
