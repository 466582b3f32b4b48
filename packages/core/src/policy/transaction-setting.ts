import type { Transaction } from '../transaction/transaction.js';

/** What calls take that can be part of a transaction. */
export interface TransactionSetting {
  /** The transaction that the call belongs to, made by `transaction()` or `beginTransaction()`. */
  readonly txn?: Transaction;
}
