import type { Transaction } from '@aeroform/core';
import type { JoinedTransaction } from '../context/joined-transaction.js';
import { TransactionScopeError } from '../error/transaction-scope-error.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import type { Repository } from '../repository/repository.js';
import type { EntityClass } from '../type/entity-type.js';
import { EntityJournal } from './entity-journal.js';
import type { TransactionSupport } from './transaction-support.js';
import type { TxScope } from './tx-scope.js';

/** Makes the repository of an entity class whose calls belong to a transaction. */
export type TransactionRepository = <T extends object>(
  entity: EntityClass<T>,
  transaction: OpenTransaction,
) => Repository<T>;

/** A transaction that has begun and not ended, with all that has to be undone or done at its end. */
export class OpenTransaction implements TxScope, JoinedTransaction {
  readonly transaction: Transaction;
  readonly signal: AbortSignal | undefined;
  readonly #support: TransactionSupport;
  readonly #repositoryOf: TransactionRepository;
  readonly #repositories = new Map<EntityClass, unknown>();
  readonly #journal = new EntityJournal();
  readonly #onCommit: (() => void | Promise<void>)[] = [];
  readonly #onRollback: ((reason: unknown) => void | Promise<void>)[] = [];
  /** True once it is over, and all that had to be called then. */
  hasEnded = false;
  /** Why it must not be committed; null when it may. */
  doomed: { readonly reason: unknown } | null = null;

  constructor(
    transaction: Transaction,
    signal: AbortSignal | undefined,
    support: TransactionSupport,
    repositoryOf: TransactionRepository,
  ) {
    this.transaction = transaction;
    this.signal = signal;
    this.#support = support;
    this.#repositoryOf = repositoryOf;
  }

  get id(): bigint {
    return this.transaction.id;
  }

  get txn(): Transaction {
    return this.transaction;
  }

  getRepository<T extends object>(entity: EntityClass<T>): Repository<T> {
    let repository = this.#repositories.get(entity);
    if (repository === undefined) {
      this.#repositories.set(entity, (repository = this.#repositoryOf(entity, this)));
    }
    // safe: the map holds the repository of each class under that class
    return repository as Repository<T>;
  }

  onCommit(call: () => void | Promise<void>): void {
    this.#requireOpen('onCommit');
    this.#onCommit.push(call);
  }

  onRollback(call: (reason: unknown) => void | Promise<void>): void {
    this.#requireOpen('onRollback');
    this.#onRollback.push(call);
  }

  prepare(namespace: string): Promise<void> {
    return this.#support.require(namespace);
  }

  remember(metadata: EntityMetadata, entity: object): void {
    this.#journal.remember(metadata, entity);
  }

  #requireOpen(what: string): void {
    if (!this.hasEnded) return;
    throw new TransactionScopeError(
      `${what}: the transaction is over, so this would never be called; call it in the function given to transaction(), and await what that starts`,
    );
  }

  /** To be called once it is committed. @returns what the functions threw that were to be called then */
  async committed(): Promise<unknown[]> {
    const failures: unknown[] = [];
    for (const call of this.#onCommit) {
      try {
        await call();
      } catch (error) {
        failures.push(error);
      }
    }
    return failures;
  }

  /** To be called once it is aborted: entities are what they were before. */
  async rolledBack(reason: unknown): Promise<void> {
    this.#journal.restore();
    for (const call of this.#onRollback) {
      try {
        await call(reason);
      } catch (error) {
        process.emitWarning(`a function given to onRollback failed: ${String(error)}`, {
          code: 'AEROFORM_ROLLBACK_HOOK',
        });
      }
    }
  }
}
