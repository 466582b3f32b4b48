import type { RecordStore } from '../storage/record-store.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { TransactionRecords } from '../transaction/transaction-records.js';

/** The record that a command is about. */
export interface RecordAccess {
  readonly digest: Buffer;
  /** Where the command finds the record and stores it: the namespace, or a transaction's view of it. */
  records: RecordStore;
  /** The view of the transaction that the command belongs to; undefined outside transactions. */
  transaction: TransactionRecords | undefined;
  /**
   * The record that was there when the command came, expired or not; undefined for none. Answers
   * carry its generation and void time, those to errors too.
   */
  found: StoredRecord | undefined;
  /** Set by background queries: their message holds the set that they run over, not the record's. */
  readonly fromQuery?: true;
}
