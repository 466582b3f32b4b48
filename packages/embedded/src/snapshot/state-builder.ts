import { latin1Slice, PARTITION_COUNT, partitionId } from '@aeroform/protocol';
import type { StoredRecord } from '../storage/stored-record.js';
import type { EntryHandler } from './entry.js';
import type { JsonValue } from '../part/json-value.js';
import {
  decodeNamespacePart,
  namespaceOfPart,
  type NamespacePart,
  sindexesOfPart,
} from './namespace-part.js';
import type { KeptNamespace, NodeState } from './node-state.js';

/** Builds the state of a node from the entries of files. */
export class StateBuilder implements EntryHandler {
  /** What the end of the last snapshot says; undefined before there was one. */
  expectedRecords: number | undefined;
  readonly #namespaces = new Map<string, NamespaceBuilder>();
  readonly #parts = new Map<string, JsonValue>();

  /** Records that are there after the entries so far. */
  get records(): number {
    let records = 0;
    for (const namespace of this.#namespaces.values()) records += namespace.records;
    return records;
  }

  put(namespace: string, record: StoredRecord): void {
    this.#namespace(namespace).put(record);
  }

  delete(namespace: string, digest: Buffer): void {
    this.#namespace(namespace).delete(digest);
  }

  bury(namespace: string, tombstone: StoredRecord): void {
    this.#namespace(namespace).bury(tombstone);
  }

  part(name: string, state: JsonValue): void {
    const namespace = namespaceOfPart(name);
    if (namespace === undefined) this.#parts.set(name, state);
    else this.#namespace(namespace).part = decodeNamespacePart(state);
  }

  clear(): void {
    this.#namespaces.clear();
    this.#parts.clear();
  }

  end(records: number): void {
    this.expectedRecords = records;
  }

  toState(): NodeState {
    const namespaces = [...this.#namespaces].map(
      ([name, builder]) => [name, builder.toState()] as const,
    );
    return { namespaces: new Map(namespaces), parts: this.#parts };
  }

  #namespace(name: string): NamespaceBuilder {
    const known = this.#namespaces.get(name);
    if (known !== undefined) return known;
    const added = new NamespaceBuilder();
    this.#namespaces.set(name, added);
    return added;
  }
}

const NO_PART: NamespacePart = {
  changedOptions: {},
  sets: [],
  truncateLut: 0,
  latestTruncateLut: 0,
  sindexes: [],
  setIndexes: [],
};

class NamespaceBuilder {
  part: NamespacePart = NO_PART;
  records = 0;
  readonly #partitions = Array.from(
    { length: PARTITION_COUNT },
    () => new Map<string, StoredRecord>(),
  );
  readonly #tombstones = new Map<string, StoredRecord>();
  /** Every set that a record was ever in. */
  readonly #sets = new Set<string>();

  put(record: StoredRecord): void {
    const partition = this.#partition(record.digest);
    const size = partition.size;
    const key = latin1Slice(record.digest);
    this.#tombstones.delete(key);
    partition.set(key, record);
    this.records += partition.size - size;
    if (record.set !== '') this.#sets.add(record.set);
  }

  delete(digest: Buffer): void {
    if (this.#partition(digest).delete(latin1Slice(digest))) this.records--;
  }

  bury(tombstone: StoredRecord): void {
    this.delete(tombstone.digest);
    this.#tombstones.set(latin1Slice(tombstone.digest), tombstone);
    if (tombstone.set !== '') this.#sets.add(tombstone.set);
  }

  toState(): KeptNamespace {
    const { changedOptions, truncateLut, latestTruncateLut } = this.part;
    const luts = new Map(this.part.sets);
    const objects = this.#countBySet();
    const sets = [...new Set([...luts.keys(), ...this.#sets])].map((name) => ({
      name,
      objects: objects.get(name) ?? 0,
      truncateLut: luts.get(name) ?? 0,
    }));
    const records = { changedOptions, truncateLut, latestTruncateLut, sets };
    return {
      records: {
        ...records,
        objects: this.records,
        partitions: this.#partitions,
        tombstones: [...this.#tombstones.values()],
      },
      indexes: sindexesOfPart(this.part),
    };
  }

  #partition(digest: Buffer): Map<string, StoredRecord> {
    return this.#partitions[partitionId(digest)] as Map<string, StoredRecord>;
  }

  #countBySet(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const partition of this.#partitions) {
      for (const { set } of partition.values()) counts.set(set, (counts.get(set) ?? 0) + 1);
    }
    return counts;
  }
}
