import type { BasePolicy } from './base-policy.js';
import type { ReadModeAp } from './read-mode.js';
import type { Replica } from './replica.js';

/** Where and how records are read. */
export interface ReadSettings {
  /** Default `POLICY_REPLICA_SEQUENCE`. */
  readonly replica?: Replica;
  /** Default `POLICY_READ_MODE_AP_ONE`. */
  readonly readModeAp?: ReadModeAp;
  /**
   * A read resets the record's ttl when less than this percentage of it is left: 1 to 100, or
   * `READ_TOUCH_TTL_PERCENT_SERVER_DEFAULT` (default), `READ_TOUCH_TTL_PERCENT_DONT_RESET`.
   */
  readonly readTouchTtlPercent?: number;
}

/** Policy of `get`, `select` and `exists`. */
export interface ReadPolicy extends BasePolicy, ReadSettings {}
