import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** A call that cannot be part of a transaction was made within one; nothing was sent. */
export class TransactionScopeError extends OrmError {
  static {
    brandError(this, 'TransactionScopeError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: 'ORM_TRANSACTION_SCOPE' });
  }
}
