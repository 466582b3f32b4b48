import type { BasePolicy } from './base-policy.js';
import type { ReadModeAp, ReadModeSc } from './read-mode.js';
import type { Replica } from './replica.js';
import type { TransactionSetting } from './transaction-setting.js';

/** Where and how records are read. */
export interface ReadSettings {
  /** Default `POLICY_REPLICA_SEQUENCE`. */
  readonly replica?: Replica;
  /** Default `POLICY_READ_MODE_AP_ONE`. */
  readonly readModeAp?: ReadModeAp;
  /** Default `POLICY_READ_MODE_SC_SESSION`. */
  readonly readModeSc?: ReadModeSc;
  /**
   * A read resets the record's ttl when less than this percentage of it is left: 1 to 100, or
   * `READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT` (default), `READ_TOUCH_TTL_PERCENT_DONT_RESET`.
   */
  readonly readTouchTtlPercent?: number;
}

/** Policy of `get`, `select` and `exists`. */
export interface ReadPolicy extends BasePolicy, ReadSettings, TransactionSetting {}
