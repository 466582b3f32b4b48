import { abortFailure } from '../error/abort-failure.js';
import { invalidArg } from '../error/argument-error.js';
import { TransactionError } from '../error/transaction-error.js';
import { checkFields } from '../parameter/call-parameter.js';
import type {
  ClientTransaction,
  Transaction,
  TransactionEndOptions,
} from '../transaction/transaction.js';
import { makeTransaction, type TransactionOptions } from './begin-transaction.js';
import { pause } from '../driver/pause.js';
import type { Session } from './session.js';

/** How a function is run in a transaction. */
export interface RunTransactionOptions extends TransactionOptions {
  /**
   * How often the function is run again, in another transaction, after it met the lock or the writes of
   * somebody else. Default 5, with growing pauses of random length between; 0 when it has effects that
   * must not be repeated.
   */
  readonly maxRetries?: number;
  /**
   * Aborts the transaction, unless it is committed by then: the call rejects at once, and what is
   * locked is unlocked meanwhile. See {@link TransactionEndOptions}.
   */
  readonly signal?: AbortSignal;
}

const DEFAULT_RETRIES = 5;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Runs a function in a transaction: commits when it returns, aborts when it throws. */
export async function runTransaction<T>(
  session: Session,
  run: (txn: Transaction) => Promise<T> | T,
  options: RunTransactionOptions = {},
): Promise<T> {
  if (typeof run !== 'function') throw invalidArg('run', run, 'a function of the transaction');
  checkFields(options, 'options', ['timeout', 'maxRetries', 'signal']);
  const { timeout, maxRetries = DEFAULT_RETRIES, signal } = options;
  const stop: TransactionEndOptions = signal === undefined ? {} : { signal };
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw invalidArg('options.maxRetries', maxRetries, 'a count');
  }
  for (let attempt = 0; ; attempt++) {
    expectWanted(signal);
    const txn = makeTransaction(session, timeout);
    try {
      const result = await run(txn);
      expectWanted(signal);
      if (txn.state === 'open' || txn.state === 'verified') await txn.commit(stop);
      return result;
    } catch (error) {
      const undone = giveUp(txn);
      if (signal?.aborted !== true) await undone;
      if (attempt >= maxRetries || !isInTheWay(error)) throw error;
    }
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    await pause(Math.random() * longest, signal, session.closing);
  }
}

function expectWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortFailure(signal);
}

/** Unlocks what is locked; what may be committed is left to the servers. */
async function giveUp(txn: ClientTransaction): Promise<void> {
  if (txn.state === 'aborted' || txn.state === 'committed' || txn.inDoubt) return;
  // Why the function failed is what the caller has to know: the servers undo what is left.
  await txn.abort().catch(() => undefined);
}

const IN_THE_WAY: ReadonlySet<string> = new Set([
  'TRANSACTION_BLOCKED',
  'TRANSACTION_VERSION_MISMATCH',
]);

/** Whether somebody else was in the way, who may be gone the next time. */
function isInTheWay(error: unknown): boolean {
  if (!(error instanceof TransactionError)) return false;
  return IN_THE_WAY.has(error.code);
}
