import { TransactionScopeError } from '../error/transaction-scope-error.js';
import type { JoinedTransaction } from './joined-transaction.js';

/**
 * Refuses what the server does not do within a transaction: it would silently see, and change, what is
 * outside.
 *
 * @param what the method, e.g. `truncate`
 * @throws TransactionScopeError
 */
export function requireNoTransaction(
  { transaction, metadata }: { transaction: JoinedTransaction | null; metadata?: { name: string } },
  what: string,
): void {
  if (transaction === null) return;
  const entity = metadata?.name;
  const subject = entity === undefined ? what : `${entity}: ${what}`;
  throw new TransactionScopeError(
    `${subject} cannot be part of a transaction: servers know only commands on records by their ids there. Do it before or after, take ids (findByIds, existsMany …), or leave the transaction with repository.scoped({ txn: null })`,
    entity === undefined ? {} : { entity },
  );
}
