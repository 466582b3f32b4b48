import { latin1Slice } from '@aeroform/protocol';
import type { Clock } from '../storage/clock.js';
import type { RecordStore } from '../storage/record-store.js';
import { isTombstone, type StoredRecord } from '../storage/stored-record.js';
import type { RecordLock } from './record-lock.js';
import { createTransactionCounters, type TransactionCounters } from './transaction-counters.js';
import { MONITOR_SET, TransactionMonitor } from './transaction-monitor.js';

/** Where the committed record of a digest is stored. */
export type FindStore = (digest: Buffer) => RecordStore;

/**
 * The transactions of a namespace: what they have written and not committed, and their monitors. What
 * is committed is in the namespace; so everybody who knows nothing of transactions sees committed
 * records only.
 *
 * A transaction that is past its deadline is ended by the server: forward when its client had decided
 * to commit, else back. Since that can only be seen by who looks, it is done when somebody looks, with
 * {@link settle}.
 */
export class Transactions {
  readonly counters: TransactionCounters = createTransactionCounters();
  readonly #clock: Clock;
  readonly #storeOf: FindStore;
  /** By digest. */
  readonly #locks = new Map<string, RecordLock>();
  readonly #monitors = new Map<string, TransactionMonitor>();
  readonly #monitorById = new Map<bigint, TransactionMonitor>();
  /** No transaction is past its deadline up to this second. */
  #nextDeadline = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, storeOf: FindStore) {
    this.#clock = clock;
    this.#storeOf = storeOf;
  }

  get lockCount(): number {
    return this.#locks.size;
  }

  get monitorCount(): number {
    return this.#monitors.size;
  }

  locks(): RecordLock[] {
    return [...this.#locks.values()];
  }

  monitors(): TransactionMonitor[] {
    return [...this.#monitors.values()];
  }

  lockOf(digest: Buffer): RecordLock | undefined {
    return this.#locks.size === 0 ? undefined : this.#locks.get(latin1Slice(digest));
  }

  lock(lock: RecordLock): void {
    this.#locks.set(latin1Slice(lock.provisional.digest), lock);
    this.#expect(lock.deadline);
  }

  monitor(digest: Buffer): TransactionMonitor | undefined {
    return this.#monitors.get(latin1Slice(digest));
  }

  monitorOf(transactionId: bigint): TransactionMonitor | undefined {
    return this.#monitorById.get(transactionId);
  }

  putMonitor(record: StoredRecord): void {
    const known = this.monitor(record.digest);
    if (known !== undefined) {
      known.update(record);
      return;
    }
    const monitor = new TransactionMonitor(record);
    this.#monitors.set(latin1Slice(record.digest), monitor);
    this.#monitorById.set(monitor.transactionId, monitor);
    this.#expect(monitor.deadline);
  }

  /** Ends a transaction: what it has not rolled yet goes the way that its client had decided. */
  removeMonitor(monitor: TransactionMonitor): void {
    this.#rollLocksOf(monitor);
    const { record } = monitor;
    this.#monitors.delete(latin1Slice(record.digest));
    this.#monitorById.delete(monitor.transactionId);
    const tombstone = { ...record, set: MONITOR_SET, bins: [], voidTime: 0 };
    this.#storeOf(record.digest).bury({ ...tombstone, lastUpdateTime: this.#clock.stamp() });
  }

  /** Commits what a transaction has written to a record. */
  rollForward({ provisional }: RecordLock): void {
    this.#locks.delete(latin1Slice(provisional.digest));
    const store = this.#storeOf(provisional.digest);
    if (isTombstone(provisional)) store.bury(provisional);
    else store.put(provisional);
    this.counters.mrt_roll_forward_success++;
  }

  /** Forgets what a transaction has written to a record. */
  rollBack({ provisional }: RecordLock): void {
    this.#locks.delete(latin1Slice(provisional.digest));
    this.counters.mrt_roll_back_success++;
  }

  /** Ends the transactions that are past their deadline. */
  settle(): void {
    const now = this.#clock.nowSeconds();
    if (now <= this.#nextDeadline) return;
    for (const monitor of this.monitors()) if (monitor.due < now) this.#end(monitor, now);
    for (const lock of this.locks()) if (lock.deadline < now) this.#rollByServer(lock);
    this.#nextDeadline = Number.POSITIVE_INFINITY;
    for (const { due } of this.#monitors.values()) this.#expect(due);
    for (const { deadline } of this.#locks.values()) this.#expect(deadline);
  }

  /** Forgets everything, as if it had never been. */
  clear(): void {
    this.#locks.clear();
    this.#monitors.clear();
    this.#monitorById.clear();
    this.#nextDeadline = Number.POSITIVE_INFINITY;
    Object.assign(this.counters, createTransactionCounters());
  }

  #end(monitor: TransactionMonitor, now: number): void {
    this.#rollLocksOf(monitor);
    monitor.hasEnded = true;
    if (monitor.due < now) this.removeMonitor(monitor);
  }

  #rollLocksOf({ transactionId }: TransactionMonitor): void {
    for (const lock of this.locks()) {
      if (lock.transactionId === transactionId) this.#rollByServer(lock);
    }
  }

  #rollByServer(lock: RecordLock): void {
    if (this.monitorOf(lock.transactionId)?.rollsForward === true) {
      this.rollForward(lock);
      this.counters.mrt_monitor_roll_forward_success++;
    } else {
      this.rollBack(lock);
      this.counters.mrt_monitor_roll_back_success++;
    }
  }

  #expect(deadline: number): void {
    if (deadline < this.#nextDeadline) this.#nextDeadline = deadline;
  }
}
