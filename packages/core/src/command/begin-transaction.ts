import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import { checkFields } from '../parameter/call-parameter.js';
import { ClientTransaction } from '../transaction/transaction.js';
import { atCaller } from './at-caller.js';
import { abort, commit } from './commit-transaction.js';
import { TransactionEnd } from './end-transaction.js';
import type { Session } from './session.js';

/** How a transaction is begun. */
export interface TransactionOptions {
  /**
   * Seconds, from the first write, after which the servers undo it. Default: `mrt-duration` of the
   * namespace, which is 10 unless configured.
   */
  readonly timeout?: number;
}

/** Begins a transaction; nothing is sent before its first command. */
export function beginTransaction(
  session: Session,
  options: TransactionOptions = {},
): ClientTransaction {
  checkFields(options, 'options', ['timeout']);
  return makeTransaction(session, options.timeout);
}

/** The same, with a time-out that is yet to be checked. */
export function makeTransaction(session: Session, timeout = 0): ClientTransaction {
  if (!Number.isInteger(timeout) || timeout < 0 || timeout > MAX_TTL_SECONDS) {
    throw invalidArg('options.timeout', timeout, 'whole seconds, 0 for what the namespace says');
  }
  return new ClientTransaction(session, timeout, {
    commit: (txn, signal) => observed(session, txn, { verb: 'commit', signal }, commit),
    abort: (txn, signal) => observed(session, txn, { verb: 'abort', signal }, abort),
  });
}

async function observed<T>(
  { driver, observer }: Session,
  txn: ClientTransaction,
  { verb, signal }: { readonly verb: 'commit' | 'abort'; readonly signal: AbortSignal | null },
  work: (txn: ClientTransaction, end: TransactionEnd) => Promise<T>,
): Promise<T> {
  const call = observer.begin(verb, txn.namespace ?? '', '');
  try {
    const status = await work(
      txn,
      new TransactionEnd(driver, txn, { verb, signal, listener: call }),
    );
    observer.succeed(call);
    return status;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, observed);
  }
}
