import type { Transaction } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** A transaction as the calls see it that belong to it. */
export interface JoinedTransaction {
  /** What goes into the policy of each command. */
  readonly txn: Transaction;
  /** Aborts its commands, besides the signals of the calls. */
  readonly signal: AbortSignal | undefined;
  /**
   * To be awaited before the first command on a namespace.
   *
   * @throws TransactionError when the namespace has no transactions
   */
  prepare(namespace: string): Promise<void>;
  /** Remembers what the mapper knows of an entity, to go back to when the transaction is aborted. */
  remember(metadata: EntityMetadata, entity: object): void;
}
