import type { StoredRecord } from '../storage/stored-record.js';

/** A record that a transaction has written: nobody else may write it until the transaction ends. */
export interface RecordLock {
  readonly transactionId: bigint;
  /** Seconds since 2010 after which the server ends the transaction. */
  readonly deadline: number;
  /** The record as the transaction has written it; without bins when it was deleted. */
  readonly provisional: StoredRecord;
}
