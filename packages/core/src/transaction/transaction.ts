import { randomBytes } from 'node:crypto';
import { abortFailure } from '../error/abort-failure.js';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { TransactionError } from '../error/transaction-error.js';
import type { ResolvedKey } from '../key/resolve-key.js';
import { checkFields } from '../parameter/call-parameter.js';
import { TransactionLog } from './transaction-log.js';
import type { AbortStatus, CommitStatus, TransactionState } from './transaction-status.js';

/**
 * A transaction over several records of one namespace: what goes with it in `policy.txn` is seen by
 * others all at once, when it is committed, or never. Records that it has written are locked for
 * everybody else until it ends; records that it has read must still be the same when it is committed.
 * Needs the Enterprise Edition 8.0 and a namespace with strong consistency.
 */
export interface Transaction extends AsyncDisposable {
  /** What the servers know it by. */
  readonly id: bigint;
  /** How it stands. */
  readonly state: TransactionState;
  /** The namespace of its records; null before the first command. */
  readonly namespace: string | null;
  /** True when nobody knows whether a commit got through: call `commit()` again. */
  readonly inDoubt: boolean;
  /**
   * Waits for the commands of the transaction that are on the way, checks that what it has read has not
   * changed, and makes visible what it has written.
   *
   * @throws {TransactionError} whose `status` tells what failed, and whether the transaction is aborted;
   * `TRANSACTION_ABORTED` when it was aborted before.
   * @throws {ClientError} `ABORTED` by the signal before anything was decided: the transaction is as open
   * as before.
   */
  commit(options?: TransactionEndOptions): Promise<CommitStatus>;
  /**
   * Waits for the commands of the transaction that are on the way, and undoes what it has written.
   *
   * @throws {TransactionError} `TRANSACTION_COMMITTED` when it is committed, or may be.
   */
  abort(options?: TransactionEndOptions): Promise<AbortStatus>;
}

/** How a transaction is ended. */
export interface TransactionEndOptions {
  /**
   * Stops waiting. Once it is decided whether the transaction is committed, what the servers were not
   * told by then they find out by themselves; the status says so.
   */
  readonly signal?: AbortSignal;
}

/** Tells the servers of the end of a transaction. */
export interface TransactionEnding {
  commit(txn: ClientTransaction, signal: AbortSignal | null): Promise<CommitStatus>;
  abort(txn: ClientTransaction, signal: AbortSignal | null): Promise<AbortStatus>;
}

/** What the end of a transaction is called. */
type End = 'commit' | 'abort';

/** Result codes that the public clients give without asking a server. */
const ALREADY_COMMITTED = -18;
const ALREADY_ABORTED = -19;

/** A transaction with what the client has to know of it. */
export class ClientTransaction implements Transaction {
  readonly id: bigint = newId();
  readonly log: TransactionLog = new TransactionLog();
  /** Seconds that it may take; 0 for what the namespace says. */
  readonly timeout: number;
  state: TransactionState = 'open';
  inDoubt = false;
  /** Until when it may write, as the server said; 0 while it has no monitor record. */
  deadline = 0;
  readonly #owner: object;
  readonly #ending: TransactionEnding;
  #namespace: string | null = null;
  /** Commands on the way. */
  #commands = 0;
  #onIdle: (() => void) | undefined;
  #end: { readonly name: End; readonly done: Promise<unknown> } | undefined;
  #lastInTurn: Promise<unknown> = Promise.resolve();

  /** @param owner - what its commands have to come from. */
  constructor(owner: object, timeout: number, ending: TransactionEnding) {
    this.#owner = owner;
    this.timeout = timeout;
    this.#ending = ending;
  }

  get namespace(): string | null {
    return this.#namespace;
  }

  commit(options?: TransactionEndOptions): Promise<CommitStatus> {
    return this.#endBy('commit', options, (signal) => this.#ending.commit(this, signal));
  }

  abort(options?: TransactionEndOptions): Promise<AbortStatus> {
    return this.#endBy('abort', options, (signal) => this.#ending.abort(this, signal));
  }

  /** Aborts it, unless it has ended or may be committed: the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    const hasEnded = this.state === 'committed' || this.state === 'aborted';
    if (!hasEnded && !this.inDoubt) await this.abort();
  }

  /**
   * A command of the transaction sets out. It is to be told by `leave` that it is back.
   *
   * @throws {TransactionError} when the transaction has ended, or is about to.
   * @throws {InvalidArgError} for another client, and for another namespace.
   */
  enter(owner: object, keys: readonly ResolvedKey[]): void {
    if (owner !== this.#owner) throw invalidTxn('of the client that began the transaction');
    if (this.state !== 'open') throw this.ended();
    if (this.#end !== undefined) throw this.#endingError();
    const namespace = this.#namespace ?? (keys[0] as ResolvedKey).namespace;
    const stray = keys.find((key) => key.namespace !== namespace);
    if (stray !== undefined) {
      throw invalidTxn(
        `on one namespace: the transaction is on "${namespace}", the key on "${stray.namespace}"`,
      );
    }
    this.#namespace = namespace;
    this.#commands++;
  }

  leave(): void {
    if (--this.#commands === 0) this.#onIdle?.();
  }

  /** Runs work after all that was given before: two commands must not make the monitor record. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastInTurn.then(work, work);
    this.#lastInTurn = done;
    return done;
  }

  /** What to throw when something is wanted of a transaction that is not open any more. */
  ended(): TransactionError {
    if (this.state === 'aborted') {
      const options = { code: 'TRANSACTION_ABORTED', resultCode: ALREADY_ABORTED };
      return new TransactionError('The transaction is aborted: begin another one.', options);
    }
    const options = { code: 'TRANSACTION_COMMITTED', resultCode: ALREADY_COMMITTED };
    if (this.state === 'committed') {
      return new TransactionError('The transaction is committed: begin another one.', options);
    }
    const text = 'The commit of the transaction has begun: call commit() again, or abort().';
    return new TransactionError(text, { code: 'TRANSACTION_VERIFIED' });
  }

  async #endBy<T>(
    name: End,
    options: TransactionEndOptions = {},
    work: (signal: AbortSignal | null) => Promise<T>,
  ): Promise<T> {
    const signal = checkSignal(options);
    if (signal?.aborted === true) throw abortFailure(signal);
    if (this.#end?.name === name) return this.#end.done as Promise<T>;
    if (this.#end !== undefined) throw this.#endingError();
    const done = this.#idle(signal)
      .then(() => work(signal))
      .finally(() => {
        this.#end = undefined;
      });
    this.#end = { name, done };
    return done;
  }

  #endingError(): TransactionError {
    const text = `A ${this.#end?.name ?? 'commit'} of the transaction is on the way: wait for it.`;
    return new TransactionError(text, { code: 'TRANSACTION_ENDING' });
  }

  async #idle(signal: AbortSignal | null): Promise<void> {
    if (this.#commands === 0) return;
    const waiting = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        this.#onIdle = resolve;
        const giveUp = (): void => reject(abortFailure(signal as AbortSignal));
        signal?.addEventListener('abort', giveUp, { once: true, signal: waiting.signal });
      });
    } finally {
      waiting.abort();
    }
  }
}

/** True for transactions of this package. */
export function isTransaction(value: unknown): value is ClientTransaction {
  return value instanceof ClientTransaction;
}

function checkSignal(options: TransactionEndOptions): AbortSignal | null {
  checkFields(options, 'options', ['signal']);
  const { signal } = options;
  // By its method, as in policies: the signal may be of another realm.
  if (signal === undefined || typeof signal?.addEventListener === 'function') return signal ?? null;
  throw invalidArg('options.signal', signal, 'an AbortSignal');
}

function invalidTxn(allowed: string): InvalidArgError {
  return new InvalidArgError(`policy.txn takes commands ${allowed}`, { argument: 'policy.txn' });
}

/** A positive number of 63 bits. */
function newId(): bigint {
  return randomBytes(8).readBigUInt64BE() >> 1n || 1n;
}
