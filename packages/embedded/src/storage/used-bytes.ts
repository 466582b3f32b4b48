import { PARTITION_COUNT } from '@aeroform/protocol';
import { storedSize } from './record-size.js';
import type { StoredRecord } from './stored-record.js';

/** Where the records are, see `Namespace`. */
interface Records {
  readonly revision: number;
  partition(id: number): { values(): Iterable<StoredRecord> };
  onChange(listener: (before?: StoredRecord, after?: StoredRecord) => void): void;
}

/**
 * Bytes that records would take in the server's storage, of a namespace and of each of its sets. They
 * are reckoned when somebody asks for the first time, and kept right from then on: namespaces that
 * nobody asks for do not pay for it.
 */
export class UsedBytes {
  readonly #records: Records;
  /** By set; undefined until somebody asks. */
  #bySet: Map<string, number> | undefined;
  #total = 0;
  #revision = -1;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Bytes of all records. */
  get total(): number {
    this.#follow();
    return this.#total;
  }

  /** Bytes of the records of a set. */
  ofSet(name: string): number {
    this.#follow();
    return this.#bySet?.get(name) ?? 0;
  }

  #follow(): void {
    const records = this.#records;
    if (this.#bySet === undefined) records.onChange((...change) => this.#update(...change));
    // Nobody is told of records that a restore brings.
    else if (records.revision === this.#revision) return;
    this.#revision = records.revision;
    this.#bySet = new Map();
    this.#total = 0;
    for (let id = 0; id < PARTITION_COUNT; id++) {
      for (const record of records.partition(id).values()) this.#add(record, 1);
    }
  }

  #update(before?: StoredRecord, after?: StoredRecord): void {
    if (before !== undefined) this.#add(before, -1);
    if (after !== undefined) this.#add(after, 1);
  }

  #add(record: StoredRecord, sign: 1 | -1): void {
    const bytes = sign * storedSize(record);
    this.#total += bytes;
    this.#bySet?.set(record.set, (this.#bySet.get(record.set) ?? 0) + bytes);
  }
}
