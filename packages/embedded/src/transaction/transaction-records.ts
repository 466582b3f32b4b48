import { FieldType, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Clock } from '../storage/clock.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import type { RecordStore } from '../storage/record-store.js';
import type { SetInfo } from '../storage/set-info.js';
import { isTombstone, type StoredRecord } from '../storage/stored-record.js';
import type { RecordLock } from './record-lock.js';
import { recordVersion } from './record-version.js';
import type { Transactions } from './transactions.js';

/** Takes the fields of an answer. */
interface FieldSink {
  field(type: number, data: Uint8Array): void;
}

/** What a command says of its transaction. */
export interface TransactionCall {
  readonly id: bigint;
  /** Until when the transaction may write, in seconds since 2010. */
  readonly deadline: number;
  /** `onLockingOnly` of the public clients: a write must be the first of the transaction to its record. */
  readonly onLockingOnly: boolean;
}

/** A namespace as a transaction sees it: with what it has written itself, which it locks. */
export class TransactionRecords implements RecordStore {
  readonly #committed: RecordStore;
  readonly #transactions: Transactions;
  readonly #call: TransactionCall;

  constructor(committed: RecordStore, transactions: Transactions, call: TransactionCall) {
    this.#committed = committed;
    this.#transactions = transactions;
    this.#call = call;
  }

  get options(): NamespaceOptions {
    return this.#committed.options;
  }

  get clock(): Clock {
    return this.#committed.clock;
  }

  find(digest: Buffer): StoredRecord | undefined {
    const lock = this.#ownLock(digest);
    if (lock === undefined) return this.#committed.find(digest);
    return isTombstone(lock.provisional) ? undefined : lock.provisional;
  }

  tombstone(digest: Buffer): StoredRecord | undefined {
    const lock = this.#ownLock(digest);
    if (lock === undefined) return this.#committed.tombstone(digest);
    return isTombstone(lock.provisional) ? lock.provisional : undefined;
  }

  /** What the transaction has written does not expire before it is committed. */
  isDoomed(record: StoredRecord): boolean {
    return this.#ownLock(record.digest) === undefined && this.#committed.isDoomed(record);
  }

  /** @throws {CommandError} 126 as {@link checkLockingOnly} does. */
  put(record: StoredRecord): void {
    this.checkLockingOnly(record.digest);
    const { id: transactionId, deadline } = this.#call;
    this.#transactions.lock({ transactionId, deadline, provisional: record });
  }

  bury(tombstone: StoredRecord): void {
    this.put(tombstone);
  }

  delete(): void {
    throw new CommandError(ResultCode.FORBIDDEN, 'a delete in a transaction that is not durable');
  }

  createSet(name: string): SetInfo | undefined {
    return this.#committed.createSet(name);
  }

  /**
   * Functions are only found to write when they do, other writes ask before.
   *
   * @throws {CommandError} 126 when the transaction has written the record before, and must not have.
   */
  checkLockingOnly(digest: Buffer): void {
    if (!this.#call.onLockingOnly || this.#ownLock(digest) === undefined) return;
    throw new CommandError(ResultCode.TRANSACTION_ALREADY_LOCKED, 'locked by this transaction');
  }

  /**
   * Tells the client which version of a record it has seen, so that it can have it verified in the end.
   * What the transaction has written itself needs no verification.
   */
  writeVersion(answer: FieldSink, record: StoredRecord | undefined): void {
    if (record === undefined || this.#ownLock(record.digest) !== undefined) return;
    answer.field(FieldType.recordVersion, recordVersion(record));
  }

  #ownLock(digest: Buffer): RecordLock | undefined {
    const lock = this.#transactions.lockOf(digest);
    return lock?.transactionId === this.#call.id ? lock : undefined;
  }
}
