import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type AerospikeClient, ClientError } from '@aeroform/core';
import { addCaller } from '../error/add-caller.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { messageOf } from '../error/message-of.js';
import { TransactionError } from '../error/transaction-error.js';
import { TransactionScopeError } from '../error/transaction-scope-error.js';
import type { OperationGate } from '../context/operation-gate.js';
import type { EntitySubscriber } from '../lifecycle/entity-subscriber.js';
import { isPlainObject } from '../mapping/plain-object.js';
import { OpenTransaction, type TransactionRepository } from './open-transaction.js';
import { isPassing, toTransactionError } from './transaction-failure.js';
import { TransactionSupport } from './transaction-support.js';
import type { TransactionOptions, TxScope } from './tx-scope.js';

const OPTIONS = ['timeoutSec', 'retries', 'propagate', 'signal'];
const DEFAULT_RETRIES = 5;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** What the runner needs to know of the data source. */
export interface TransactionSource {
  /** Gives the connected client. */
  readonly client: () => AerospikeClient;
  /** The namespaces of the data source and its entities. */
  readonly namespaces: () => readonly string[];
  /** Lets transactions in. */
  readonly gate: OperationGate;
  /** Makes repositories whose calls belong to a transaction. */
  readonly repositoryOf: TransactionRepository;
  /** Told of all transactions. */
  readonly subscribers: readonly EntitySubscriber[];
}

/** Runs the transactions of one data source. */
export class TransactionRunner {
  readonly #source: TransactionSource;
  readonly #ambient = new AsyncLocalStorage<OpenTransaction>();
  readonly support: TransactionSupport;
  /** Until the first one, asking for the current one costs nothing. */
  #hasRun = false;

  constructor(source: TransactionSource) {
    this.#source = source;
    this.support = new TransactionSupport(source.client);
  }

  /** The transaction of the function that is running; null outside. */
  get current(): OpenTransaction | null {
    return this.#hasRun ? (this.#ambient.getStore() ?? null) : null;
  }

  /** Runs a function in a transaction; see `DataSource.transaction`. */
  run<R>(call: (tx: TxScope) => Promise<R> | R, options: TransactionOptions = {}): Promise<R> {
    return named(async () => {
      checkCall(call, options);
      const outer = this.current;
      if (outer !== null) return joinOuter(outer, call, options);
      this.#hasRun = true;
      this.#source.gate.enter(false);
      try {
        expectWanted(options.signal);
        await this.support.requireAny(this.#source.namespaces());
        return await this.#runOutermost(call, options);
      } finally {
        this.#source.gate.leave();
      }
    });
  }

  async #runOutermost<R>(
    call: (tx: TxScope) => Promise<R> | R,
    { timeoutSec, retries = DEFAULT_RETRIES, signal }: TransactionOptions,
  ): Promise<R> {
    for (let attempt = 0; ; attempt++) {
      expectWanted(signal);
      const txn = this.#source
        .client()
        .beginTransaction(timeoutSec === undefined ? {} : { timeout: timeoutSec });
      const tx = new OpenTransaction(txn, signal, this.support, this.#source.repositoryOf);
      this.#announceEnd(tx);
      try {
        return await this.#attempt(tx, call, signal);
      } catch (error) {
        if (attempt >= retries || !isPassing(error)) throw error;
      } finally {
        tx.hasEnded = true;
      }
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
      // Aborting ends the pause; the next attempt is refused.
      await pause(Math.random() * longest, undefined, signal && { signal }).catch(() => undefined);
    }
  }

  #announceEnd(tx: OpenTransaction): void {
    for (const subscriber of this.#source.subscribers) {
      tx.onCommit(() => subscriber.afterTransactionCommit?.({ tx }));
      tx.onRollback((error) => subscriber.afterTransactionRollback?.({ tx, error }));
    }
  }

  /** The function, and what subscribers do in the transaction before its end. */
  async #inTransaction<R>(call: (tx: TxScope) => Promise<R> | R, tx: OpenTransaction): Promise<R> {
    const result = await call(tx);
    for (const subscriber of this.#source.subscribers)
      await subscriber.beforeTransactionCommit?.({ tx });
    return result;
  }

  async #attempt<R>(
    tx: OpenTransaction,
    call: (tx: TxScope) => Promise<R> | R,
    signal: AbortSignal | undefined,
  ): Promise<R> {
    let result: R;
    try {
      result = await this.#ambient.run(tx, () => this.#inTransaction(call, tx));
      expectWanted(signal);
      if (tx.doomed !== null) throw doomedError(tx.doomed.reason);
      await tx.transaction.commit();
    } catch (error) {
      await giveUp(tx, error);
      throw error;
    }
    const failures = await tx.committed();
    if (failures.length > 0) throw hookError(failures);
    return result;
  }
}

/** What fails is named, and its stack reaches the line that made the call. */
async function named<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    throw addCaller(toTransactionError(error), named);
  }
}

function expectWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new ClientError('The transaction was aborted by its signal.', {
    code: 'ABORTED',
    cause: signal.reason,
  });
}

/** Runs a function in the transaction that there is. */
async function joinOuter<R>(
  outer: OpenTransaction,
  call: (tx: TxScope) => Promise<R> | R,
  { propagate = true, signal }: TransactionOptions,
): Promise<R> {
  if (!propagate) {
    throw new TransactionScopeError(
      'transaction({ propagate: false }) was called within a transaction: servers know no nested ones. Leave propagate out to join it, or call it outside',
    );
  }
  try {
    expectWanted(signal);
    const result = await call(outer);
    expectWanted(signal);
    return result;
  } catch (error) {
    // Half of what the function did is in the transaction: nobody may commit that by catching.
    outer.doomed ??= { reason: error };
    throw error;
  }
}

/** Unlocks what is locked; what may be committed is left to the servers. */
async function giveUp(tx: OpenTransaction, reason: unknown): Promise<void> {
  const { transaction } = tx;
  if (transaction.inDoubt || transaction.state === 'committed') return;
  if (transaction.state !== 'aborted') {
    // Servers undo it by themselves once it expires; the reason is what the application has to know.
    await transaction.abort().catch(() => undefined);
  }
  await tx.rolledBack(reason);
}

function doomedError(reason: unknown): TransactionError {
  return new TransactionError(
    `transaction(): a transaction() that had joined it failed, and so it is aborted: ${messageOf(reason)}`,
    { phase: 'aborted', cause: reason },
  );
}

function hookError(failures: readonly unknown[]): TransactionError {
  return new TransactionError(
    `transaction(): it is committed, but ${failures.length} of the functions given to onCommit failed: ${messageOf(failures[0])}`,
    { phase: 'hook', cause: failures.length === 1 ? failures[0] : new AggregateError(failures) },
  );
}

function checkCall(call: unknown, options: TransactionOptions): void {
  const { retries, timeoutSec } = options ?? {};
  if (typeof call !== 'function') {
    throw new OptionError('call', `transaction() takes a function; got ${describeValue(call)}`);
  }
  if (!isPlainObject(options)) {
    throw new OptionError('options', `must be an object; got ${describeValue(options)}`);
  }
  for (const option of Object.keys(options)) {
    if (OPTIONS.includes(option)) continue;
    throw new OptionError(option, `transaction() takes ${OPTIONS.join(', ')}`);
  }
  requireCount('retries', retries);
  requireCount('timeoutSec', timeoutSec);
}

function requireCount(option: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new OptionError(
    option,
    `must be a whole number of at least 0; got ${describeValue(value)}`,
  );
}
