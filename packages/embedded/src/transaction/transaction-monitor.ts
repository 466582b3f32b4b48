import { WireList, type WireValue } from '@aeroform/protocol';
import type { StoredRecord } from '../storage/stored-record.js';

/** The set of the records that say how transactions stand (`MONITOR_SET_NAME` of the public source). */
export const MONITOR_SET = '<ERO~MRT';

/** Most records that a transaction may write (public clients: result code 123). */
export const MAX_TRANSACTION_WRITES = 4096;

/** Bins of a monitor record, as the public clients write them. */
export const MonitorBin = {
  /** Id of the transaction. */
  id: 'id',
  /** Digests of the records that the transaction writes. */
  digests: 'keyds',
  /** True once the client has decided to commit. */
  rollForward: 'fwd',
} as const;

/**
 * Seconds that the monitor of a transaction which the server has ended is kept for its client to close
 * it. The official client's tests close one two seconds after its deadline; how long the server waits
 * is not public.
 */
const MONITOR_GRACE = 60;

/** How one transaction stands: what its monitor record says. */
export class TransactionMonitor {
  readonly transactionId: bigint;
  /** Seconds since 2010. */
  readonly deadline: number;
  /** True once the server has ended the transaction, because it was past its deadline. */
  hasEnded = false;
  #record: StoredRecord;

  constructor(record: StoredRecord) {
    this.#record = record;
    this.transactionId = BigInt(this.#bin(MonitorBin.id) as number | bigint);
    this.deadline = record.voidTime;
  }

  get record(): StoredRecord {
    return this.#record;
  }

  /** When the server has to look after it, in seconds since 2010. */
  get due(): number {
    return this.hasEnded ? this.deadline + MONITOR_GRACE : this.deadline;
  }

  /** Takes over what the client has written. The deadline stays. */
  update(record: StoredRecord): void {
    this.#record = { ...record, voidTime: this.deadline };
  }

  /** True once the client has decided to commit: nothing can be rolled back any more. */
  get rollsForward(): boolean {
    return this.#bin(MonitorBin.rollForward) === true;
  }

  #bin(name: string): WireValue | undefined {
    return this.#record.bins.find((bin) => bin.name === name)?.value;
  }
}

/** How many records a monitor record lists. */
export function listedWrites(record: StoredRecord): number {
  const list = record.bins.find(({ name }) => name === MonitorBin.digests)?.value;
  return list instanceof WireList ? list.items.length : 0;
}
