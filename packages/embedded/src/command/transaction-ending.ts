import { FieldType, Info2, Info4, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { Transactions } from '../transaction/transactions.js';
import type { AnswerWriter } from './answer-writer.js';
import type { CommandContext } from './command-context.js';
import type { RecordAccess } from './record-access.js';
import type { Request } from './request.js';
import { readTransactionId, readVersion } from './transaction-fields.js';
import { checkVersion, mismatch } from './transaction-lock.js';

/** What the client sends to end a transaction, or about its monitor, in place of another command. */
export type TransactionCommand = (
  context: CommandContext,
  request: Request,
  access: RecordAccess,
  answer: AnswerWriter,
) => StoredRecord | undefined;

/** Commits or forgets. */
export const ROLL_FLAGS: number = Info4.transactionRollForward | Info4.transactionRollBack;

/**
 * What a request does to end a transaction; undefined for nothing. As the server does, it takes deletes
 * and functions for what they are before it looks for this.
 */
export function endingOf(request: Request, isWrite: boolean): TransactionCommand | undefined {
  if (!isWrite) {
    return (request.info4 & Info4.transactionVerifyRead) === 0 ? undefined : verifyRead;
  }
  if ((request.info4 & ROLL_FLAGS) === 0) return undefined;
  if ((request.info2 & Info2.delete) !== 0 || request.has(FieldType.udfModule)) return undefined;
  return roll;
}

/**
 * The client asks whether a record is as the transaction has read it. A record that any transaction has
 * locked is not: the client asks only about records that it has not written. (That the code is 121 then,
 * not 120, is inferred.)
 */
function verifyRead(
  context: CommandContext,
  request: Request,
  { digest }: RecordAccess,
): StoredRecord | undefined {
  const transactions = context.node.transactions(context.namespace) as Transactions;
  const { counters } = transactions;
  const version = readVersion(request);
  if (version === undefined) throw new CommandError(ResultCode.PARAMETER, 'no version to verify');
  try {
    if (transactions.lockOf(digest) !== undefined) throw mismatch(transactions);
    checkVersion(context, version, digest);
  } catch (error) {
    counters.mrt_verify_read_error++;
    throw error;
  }
  counters.mrt_verify_read_success++;
  return undefined;
}

/**
 * Commits or forgets what a transaction has written to a record. Where it has written nothing, or was
 * ended before, there is nothing to do, so that clients can repeat it (inferred: they take nothing but
 * success).
 */
function roll(
  context: CommandContext,
  request: Request,
  { digest }: RecordAccess,
): StoredRecord | undefined {
  const id = readTransactionId(request);
  if (id === undefined) throw new CommandError(ResultCode.PARAMETER, 'no transaction to roll');
  const transactions = context.node.transactions(context.namespace) as Transactions;
  const lock = transactions.lockOf(digest);
  if (lock?.transactionId !== id) return undefined;
  if ((request.info4 & Info4.transactionRollForward) !== 0) transactions.rollForward(lock);
  else transactions.rollBack(lock);
  return undefined;
}
