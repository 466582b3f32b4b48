import { ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { Clock } from '../storage/clock.js';
import type { NamespaceOptions } from '../storage/namespace-options.js';
import type { RecordStore } from '../storage/record-store.js';
import type { SetInfo } from '../storage/set-info.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { listedWrites, MAX_TRANSACTION_WRITES } from './transaction-monitor.js';
import type { Transactions } from './transactions.js';

/** The monitor records of a namespace. No query finds them, and no truncation removes them. */
export class MonitorRecords implements RecordStore {
  readonly options: NamespaceOptions;
  readonly clock: Clock;
  readonly #transactions: Transactions;
  readonly #deadline: number;

  /** @param deadline - of a transaction that begins now, in seconds since 2010. */
  constructor(committed: RecordStore, transactions: Transactions, deadline: number) {
    this.options = committed.options;
    this.clock = committed.clock;
    this.#transactions = transactions;
    this.#deadline = deadline;
  }

  find(digest: Buffer): StoredRecord | undefined {
    return this.#transactions.monitor(digest)?.record;
  }

  tombstone(): undefined {
    return undefined;
  }

  isDoomed(): boolean {
    return false;
  }

  /** @throws {CommandError} 123 when it lists more records than a transaction may write. */
  put(record: StoredRecord): void {
    if (listedWrites(record) > MAX_TRANSACTION_WRITES) {
      const limit = `more than ${MAX_TRANSACTION_WRITES} writes`;
      throw new CommandError(ResultCode.TRANSACTION_TOO_MANY_WRITES, limit);
    }
    this.#transactions.putMonitor({ ...record, voidTime: this.#deadline });
  }

  bury({ digest }: StoredRecord): void {
    this.delete(digest);
  }

  delete(digest: Buffer): void {
    const monitor = this.#transactions.monitor(digest);
    if (monitor !== undefined) this.#transactions.removeMonitor(monitor);
  }

  /** Monitor records belong to no set that anybody could list. */
  createSet(name: string): SetInfo {
    return { name, objects: 0, truncateLut: 0 };
  }
}
