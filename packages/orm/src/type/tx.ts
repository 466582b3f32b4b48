import type { Transaction } from '@aeroform/core';

/** A transaction of several records. */
export interface Tx {
  /** What the servers know it by. */
  readonly id: bigint;
  /** Core's transaction, for what the mapper does not cover: goes into `policy.txn` of the client. */
  readonly transaction: Transaction;
}
