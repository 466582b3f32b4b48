import { AerospikeError } from '../error/aerospike-error.js';
import { type CommitFailure, TransactionError } from '../error/transaction-error.js';
import type { ClientTransaction } from '../transaction/transaction.js';
import type { AbortStatus, CommitStatus } from '../transaction/transaction-status.js';
import type { TransactionEnd } from './end-transaction.js';

/** Commits a transaction, or throws why not. */
export async function commit(txn: ClientTransaction, end: TransactionEnd): Promise<CommitStatus> {
  if (txn.state === 'committed') return 'ALREADY_COMMITTED';
  if (txn.state === 'aborted') throw txn.ended();
  if (txn.state === 'open') await verify(txn, end);
  if (txn.deadline !== 0) await mark(txn, end);
  txn.state = 'committed';
  txn.inDoubt = false;
  if (!(await end.roll('forward'))) return 'ROLL_FORWARD_ABANDONED';
  return (await end.close()) ? 'OK' : 'CLOSE_ABANDONED';
}

/** Undoes what a transaction has written. Nothing of it is ever seen, whoever stops waiting. */
export async function abort(txn: ClientTransaction, end: TransactionEnd): Promise<AbortStatus> {
  if (txn.state === 'aborted') return 'ALREADY_ABORTED';
  if (txn.state === 'committed') throw txn.ended();
  if (txn.inDoubt) throw maybeCommitted();
  return undo(txn, end);
}

async function undo(txn: ClientTransaction, end: TransactionEnd): Promise<AbortStatus> {
  txn.state = 'aborted';
  if (!(await end.roll('back'))) return 'ROLL_BACK_ABANDONED';
  return (await end.close()) ? 'OK' : 'CLOSE_ABANDONED';
}

const VERIFY_FAILURES: Readonly<Record<AbortStatus, CommitFailure>> = {
  OK: 'VERIFY_FAILED',
  ALREADY_ABORTED: 'VERIFY_FAILED',
  ROLL_BACK_ABANDONED: 'VERIFY_FAILED_ABORT_ABANDONED',
  CLOSE_ABANDONED: 'VERIFY_FAILED_CLOSE_ABANDONED',
};

async function verify(txn: ClientTransaction, end: TransactionEnd): Promise<void> {
  try {
    await end.verify();
  } catch (error) {
    if (end.isUnwanted) throw error;
    const status = VERIFY_FAILURES[await undo(txn, end)];
    throw commitFailure('The commit failed, and the transaction is aborted', error, {
      status,
      isRetryable: true,
    });
  }
  txn.state = 'verified';
}

async function mark(txn: ClientTransaction, end: TransactionEnd): Promise<void> {
  try {
    await end.markForward();
  } catch (error) {
    const cause = error instanceof AerospikeError ? error : undefined;
    const isAborted = cause?.code === 'TRANSACTION_ABORTED';
    if (isAborted) txn.state = 'aborted';
    txn.inDoubt = !isAborted && (txn.inDoubt || cause?.inDoubt === true);
    const text = txn.inDoubt
      ? 'The transaction may be committed: call commit() again to find out'
      : 'The commit failed: nothing of the transaction is to be seen';
    throw commitFailure(text, error, { status: 'MARK_ROLL_FORWARD_ABANDONED' });
  }
}

/** A failed commit with its reason. */
function commitFailure(
  text: string,
  reason: unknown,
  options: { readonly status: CommitFailure; readonly isRetryable?: boolean },
): TransactionError {
  if (!(reason instanceof AerospikeError)) throw reason;
  const { code, resultCode, node, key, attempts, remedy } = reason;
  return new TransactionError(`${text}: ${reason.message}`, {
    ...options,
    code,
    resultCode,
    cause: reason,
    inDoubt: options.status === 'MARK_ROLL_FORWARD_ABANDONED' && reason.inDoubt,
    ...(node === undefined ? {} : { node }),
    ...(key === undefined ? {} : { key }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function maybeCommitted(): TransactionError {
  const text = 'The transaction may be committed: call commit() again to find out.';
  return new TransactionError(text, { code: 'TRANSACTION_COMMITTED', inDoubt: true });
}
