/** What a namespace has seen of transactions, under the names of the server's statistics. */
export interface TransactionCounters {
  mrt_verify_read_success: number;
  mrt_verify_read_error: number;
  mrt_roll_forward_success: number;
  mrt_roll_back_success: number;
  /** Those of the above that the server did by itself, because the client did not. */
  mrt_monitor_roll_forward_success: number;
  mrt_monitor_roll_back_success: number;
  fail_mrt_blocked: number;
  fail_mrt_version_mismatch: number;
}

export function createTransactionCounters(): TransactionCounters {
  return {
    mrt_verify_read_success: 0,
    mrt_verify_read_error: 0,
    mrt_roll_forward_success: 0,
    mrt_roll_back_success: 0,
    mrt_monitor_roll_forward_success: 0,
    mrt_monitor_roll_back_success: 0,
    fail_mrt_blocked: 0,
    fail_mrt_version_mismatch: 0,
  };
}
