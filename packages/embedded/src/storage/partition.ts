import { latin1Slice } from '@aeroform/protocol';
import type { StoredRecord } from './stored-record.js';

/** The records of a partition at one moment, by digest. */
export type PartitionRecords = ReadonlyMap<string, StoredRecord>;

/** The records of one partition: by digest, and in the order of their digests. */
export class Partition {
  /** Keyed by the digest as a binary string: equal strings are equal digests, and sort like them. */
  #records = new Map<string, StoredRecord>();
  /** True while a capture holds the same map: the next change copies it first. */
  #shared = false;
  /** Keys in ascending order; undefined after records came or went. */
  #sorted: readonly string[] | undefined;

  get size(): number {
    return this.#records.size;
  }

  get(key: string): StoredRecord | undefined {
    return this.#records.get(key);
  }

  set(key: string, record: StoredRecord): void {
    if (this.#shared) this.#unshare();
    const size = this.#records.size;
    this.#records.set(key, record);
    if (this.#records.size !== size) this.#sorted = undefined;
  }

  delete(key: string): boolean {
    if (this.#shared) this.#unshare();
    this.#sorted = undefined;
    return this.#records.delete(key);
  }

  /** The records as they are now, unmoved by later changes. Nothing is copied until the next one. */
  capture(): PartitionRecords {
    this.#shared = true;
    return this.#records;
  }

  /** Puts back what was captured, of this partition or of another with the same id. */
  restore(records: PartitionRecords): void {
    this.#records = records as Map<string, StoredRecord>;
    this.#shared = true;
    this.#sorted = undefined;
  }

  /** All records in no particular order. */
  values(): IterableIterator<StoredRecord> {
    return this.#records.values();
  }

  /**
   * Records in descending order of their digests, as the server walks them. Records that come while
   * the caller iterates may be missed, records that go are left out.
   *
   * @param after - leaves out the records down to this digest, which it may hold or not.
   */
  *records(after?: Buffer): IterableIterator<StoredRecord> {
    this.#sorted ??= [...this.#records.keys()].sort();
    const keys = this.#sorted;
    const above = after === undefined ? keys.length : firstNotBelow(keys, latin1Slice(after));
    for (let i = above - 1; i >= 0; i--) {
      const record = this.#records.get(keys[i] as string);
      if (record !== undefined) yield record;
    }
  }

  #unshare(): void {
    this.#records = new Map(this.#records);
    this.#shared = false;
  }
}

function firstNotBelow(keys: readonly string[], limit: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
