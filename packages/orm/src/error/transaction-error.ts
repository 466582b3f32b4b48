import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/**
 * What a transaction failed at: the namespace has none (`unsupported`); another transaction was in the
 * way, to the last retry (`blocked`); a record that was read has changed (`verify`); the servers could
 * not be told to commit (`roll`); it had expired, or was given up, before its commit (`aborted`); it is
 * committed, and a function given to `onCommit` failed (`hook`).
 */
export type TransactionPhase = 'unsupported' | 'blocked' | 'verify' | 'roll' | 'aborted' | 'hook';

/** What is known of a failed transaction. */
export interface TransactionErrorOptions extends OrmErrorOptions {
  /** What it failed at. */
  readonly phase: TransactionPhase;
}

/**
 * A transaction failed. Nothing of it is seen by anybody, unless the error is `inDoubt` or its phase
 * `hook`.
 */
export class TransactionError extends OrmError {
  static {
    brandError(this, 'TransactionError');
  }

  /** What it failed at. */
  readonly phase: TransactionPhase;

  constructor(message: string, options: TransactionErrorOptions) {
    super(message, { ...options, code: 'ORM_TRANSACTION' });
    this.phase = options.phase;
  }
}
