import { AerospikeError, TransactionError as CoreTransactionError } from '@aeroform/core';
import { BatchError } from '../batch/batch-outcome.js';
import { TransactionError, type TransactionPhase } from '../error/transaction-error.js';

/** Codes of core for somebody else being in the way, who may be gone the next time. */
const IN_THE_WAY: Readonly<Record<string, TransactionPhase>> = {
  TRANSACTION_BLOCKED: 'blocked',
  TRANSACTION_VERSION_MISMATCH: 'verify',
};

/** Whether another try may succeed: somebody else was in the way, and nothing is in doubt. */
export function isPassing(error: unknown): boolean {
  const failure = transactionFailureIn(error);
  return failure !== null && !failure.inDoubt && failure.code in IN_THE_WAY;
}

/** What a failure means for the transaction; errors of the application stay what they are. */
export function toTransactionError(error: unknown): unknown {
  if (!(error instanceof CoreTransactionError)) return error;
  const { resultCode, inDoubt, isRetryable } = error;
  return new TransactionError(`transaction(): ${error.message}`, {
    phase: phaseOf(error),
    resultCode,
    inDoubt,
    isRetryable,
    cause: error,
  });
}

function phaseOf({ code, status }: CoreTransactionError): TransactionPhase {
  if (status !== undefined) return status === 'MARK_ROLL_FORWARD_ABANDONED' ? 'roll' : 'verify';
  return IN_THE_WAY[code] ?? 'aborted';
}

/** Core's error of the transaction behind an error, also behind one record of a batch. */
function transactionFailureIn(error: unknown): CoreTransactionError | null {
  if (error instanceof CoreTransactionError) return error;
  if (error instanceof BatchError) {
    for (const { error: reason } of error.outcome.failed) {
      const found = transactionFailureIn(reason);
      if (found !== null) return found;
    }
  }
  return error instanceof AerospikeError ? transactionFailureIn(error.cause) : null;
}
