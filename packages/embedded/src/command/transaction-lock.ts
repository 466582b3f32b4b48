import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import { recordVersion } from '../transaction/record-version.js';
import type { Transactions } from '../transaction/transactions.js';
import type { CommandContext } from './command-context.js';

/**
 * Writes outside transactions must not touch what a transaction has locked. Queries that write ask
 * here, too: nothing tells them of locks.
 *
 * @throws {CommandError} 120 when a transaction has locked the record.
 */
export function checkUnlocked({ node, namespace }: CommandContext, digest: Buffer): void {
  const transactions = node.transactions(namespace);
  transactions?.settle();
  if (transactions?.lockOf(digest) !== undefined) throw blocked(transactions);
}

/**
 * A transaction can't even read what another one has locked.
 *
 * @throws {CommandError} 120 when another transaction has locked the record.
 */
export function checkOwnership(transactions: Transactions, id: bigint, digest: Buffer): void {
  const lock = transactions.lockOf(digest);
  if (lock !== undefined && lock.transactionId !== id) throw blocked(transactions);
}

function blocked({ counters }: Transactions): CommandError {
  counters.fail_mrt_blocked++;
  return new CommandError(ResultCode.TRANSACTION_BLOCKED, 'locked by another transaction');
}

/**
 * Whether the committed record, or what a durable delete has left of it, is as a transaction has read
 * it.
 *
 * @param version - undefined when the transaction has not read it.
 * @throws {CommandError} 121 when it is not.
 */
export function checkVersion(
  context: CommandContext,
  version: Buffer | undefined,
  digest: Buffer,
): void {
  if (version === undefined) return;
  const { namespace } = context;
  const record = namespace.find(digest) ?? namespace.tombstone(digest);
  if (record !== undefined && recordVersion(record).equals(version)) return;
  throw mismatch(context.node.transactions(namespace) as Transactions);
}

/** The answer to a version that is not that of the record any more. */
export function mismatch({ counters }: Transactions): CommandError {
  counters.fail_mrt_version_mismatch++;
  return new CommandError(ResultCode.TRANSACTION_VERSION_MISMATCH, 'changed since it was read');
}
