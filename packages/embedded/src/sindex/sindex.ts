import { latin1Slice, partitionId, type WireValue } from '@aeroform/protocol';
import type { StoredRecord } from '../storage/stored-record.js';
import { Cardinality } from './cardinality.js';
import { type IndexValue, indexValues } from './index-value.js';
import { type ItemSource, itemSource } from './item-source.js';
import type { SindexDefinition } from './sindex-definition.js';
import { SindexTree } from './sindex-tree.js';

/** One secondary index. */
export class Sindex {
  name: string;
  readonly definition: SindexDefinition;
  readonly tree: SindexTree = new SindexTree();
  readonly cardinality: Cardinality = new Cardinality();
  /** How much of the records that were there before is indexed, 0 to 100. */
  loadPercent = 0;
  /** Seconds that indexing them took. */
  loadSeconds = 0;
  /** True after a fault ended the indexing of old records: the index never becomes readable. */
  failed = false;
  /** True after the index was deleted: queries and the indexing of old records stop. */
  dropped = false;
  readonly #items: ItemSource;

  constructor(name: string, definition: SindexDefinition) {
    this.name = name;
    this.definition = definition;
    this.#items = itemSource(definition);
  }

  /** False while old records are being indexed: queries are refused. */
  get readable(): boolean {
    return this.loadPercent === 100;
  }

  /** What of a record is indexed: items that are of no indexed type included. */
  items(record: StoredRecord): readonly WireValue[] {
    return this.#covers(record) ? this.#items(record) : [];
  }

  /** Adds a record that was there before the index. */
  add(record: StoredRecord): void {
    this.#change(record, [], [...this.#values(record)]);
  }

  /** Follows a change of a record. */
  update(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    const record = after ?? before;
    if (record === undefined || this.#isUnchanged(before, after)) return;
    const oldValues = this.#values(before);
    const newValues = this.#values(after);
    this.#change(record, without(oldValues, newValues), without(newValues, oldValues));
  }

  #change(
    record: StoredRecord,
    removed: readonly IndexValue[],
    added: readonly IndexValue[],
  ): void {
    if (removed.length === 0 && added.length === 0) return;
    const partition = partitionId(record.digest);
    // One text for all entries of the record.
    const digest = latin1Slice(record.digest);
    for (const value of removed) this.tree.remove(partition, { value, digest });
    for (const value of added) this.tree.add(partition, { value, digest });
  }

  #values(record: StoredRecord | undefined): ReadonlySet<IndexValue> {
    if (record === undefined) return NONE;
    const values = new Set<IndexValue>();
    for (const item of this.items(record)) {
      for (const value of indexValues(this.definition.type, item)) values.add(value);
    }
    return values;
  }

  #covers(record: StoredRecord): boolean {
    return this.definition.set === '' || this.definition.set === record.set;
  }

  /** True when a write left the indexed bin alone. */
  #isUnchanged(before: StoredRecord | undefined, after: StoredRecord | undefined): boolean {
    if (before === undefined || after === undefined || before.set !== after.set) return false;
    const { binName } = this.definition;
    return binName !== '' && binValue(before, binName) === binValue(after, binName);
  }
}

const NONE: ReadonlySet<IndexValue> = new Set();

function without(
  values: ReadonlySet<IndexValue>,
  excluded: ReadonlySet<IndexValue>,
): readonly IndexValue[] {
  return [...values].filter((value) => !excluded.has(value));
}

function binValue(record: StoredRecord, name: string): WireValue | undefined {
  return record.bins.find((bin) => bin.name === name)?.value;
}
