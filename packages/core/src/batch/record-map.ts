import type { Key, RecordKey } from '../key/key.js';
import { resolveKey } from '../key/resolve-key.js';
import type { AerospikeRecord } from '../record/record.js';
import type { Bins } from '../value/bin-value.js';

/** Namespace and digest: records of different sets and namespaces never collide. */
function identity(namespace: string, digest: Buffer): string {
  return `${namespace} ${digest.toString('latin1')}`;
}

/**
 * Records by their keys. A key is looked up by what it means, not by its identity: any array with the
 * same namespace, set and user key finds the record.
 */
export class RecordMap<B extends Bins = Bins> implements Iterable<[RecordKey, AerospikeRecord<B>]> {
  readonly #records = new Map<string, AerospikeRecord<B>>();

  /** @param records - of several with the same key the last one stays. */
  constructor(records: Iterable<AerospikeRecord<B>>) {
    for (const record of records) {
      this.#records.set(identity(record.key[0], record.key[3]), record);
    }
  }

  /** Number of records. */
  get size(): number {
    return this.#records.size;
  }

  /** The record with this key. @throws {InvalidArgError} for what is no key. */
  get(key: Key): AerospikeRecord<B> | undefined {
    const { namespace, digest } = resolveKey(key);
    return this.#records.get(identity(namespace, digest));
  }

  /** Whether there is a record with this key. @throws {InvalidArgError} for what is no key. */
  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  /** Keys of the records. */
  *keys(): IterableIterator<RecordKey> {
    for (const { key } of this.#records.values()) yield key;
  }

  /** The records. */
  values(): IterableIterator<AerospikeRecord<B>> {
    return this.#records.values();
  }

  *[Symbol.iterator](): IterableIterator<[RecordKey, AerospikeRecord<B>]> {
    for (const record of this.#records.values()) yield [record.key, record];
  }
}
