import type { Repository } from '../repository/repository.js';
import type { EntityClass } from '../type/entity-type.js';
import type { Tx } from '../type/tx.js';

/** A transaction as the function sees it that runs in it. */
export interface TxScope extends Tx {
  /** The repository of an entity class whose calls belong to this transaction, wherever they are made. */
  getRepository<T extends object>(entity: EntityClass<T>): Repository<T>;
  /**
   * Called once the transaction is committed, outside of it, in the order they were given. When one
   * fails, the others are called still, and `transaction()` rejects with a TransactionError of the
   * phase `hook`.
   */
  onCommit(call: () => void | Promise<void>): void;
  /**
   * Called once the transaction is aborted, with the reason, outside of it; again for each try. What it
   * throws becomes a warning of the process: the reason is more important.
   */
  onRollback(call: (reason: unknown) => void | Promise<void>): void;
}

/** How a function is run in a transaction. */
export interface TransactionOptions {
  /** Seconds, from the first write, after which the servers undo it. Default: that of the namespace. */
  readonly timeoutSec?: number;
  /**
   * How often the function is run again, in another transaction, when somebody else was in the way. Its
   * effects outside of the transaction must bear repetition. Default 5, with growing random pauses.
   */
  readonly retries?: number;
  /**
   * Within a transaction: true (default) joins it, where the options of the outermost count and a
   * failure makes it abort as a whole; false refuses.
   */
  readonly propagate?: boolean;
  /** Aborts the transaction, unless its commit has begun. */
  readonly signal?: AbortSignal;
}
