import type { AerospikeErrorOptions } from './aerospike-error.js';
import { brandError } from './brand-error.js';
import { ServerError } from './server-error.js';

/** How a commit failed: the `status` of a `TransactionError`. */
export type CommitFailure =
  /** A record that was read has changed: the transaction was aborted. */
  | 'VERIFY_FAILED'
  /** The same, and the transaction's monitor record is left to the server. */
  | 'VERIFY_FAILED_CLOSE_ABANDONED'
  /** The same, and some records stay locked until the transaction expires. */
  | 'VERIFY_FAILED_ABORT_ABANDONED'
  /** The servers could not be told to commit. When in doubt, call `commit()` again. */
  | 'MARK_ROLL_FORWARD_ABANDONED';

/** A multi-record transaction blocked, expired, or was ended already. */
export class TransactionError extends ServerError {
  static {
    brandError(this, 'TransactionError');
  }

  /** What a commit failed at; absent for all other failures. */
  declare readonly status?: CommitFailure;

  constructor(
    message: string,
    options: AerospikeErrorOptions & { readonly status?: CommitFailure } = {},
  ) {
    super(message, { code: 'TRANSACTION_ABORTED', ...options });
    if (options.status !== undefined) this.status = options.status;
  }
}
