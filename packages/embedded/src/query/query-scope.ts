import type { IndexValue } from '../sindex/index-value.js';
import type { Sindex } from '../sindex/sindex.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { PartitionSelection } from './partition-selection.js';
import type { QueryRange } from './query-range.js';

/** Which records a query is about. */
export interface QueryScope {
  readonly namespace: Namespace;
  /** Binary string; empty for all sets. */
  readonly set: string;
  readonly partitions: PartitionSelection;
  /** Undefined for queries that go through all records. */
  readonly index: QueriedIndex | undefined;
}

/** An index, and where to look in it. */
export interface QueriedIndex {
  readonly sindex: Sindex;
  readonly range: QueryRange;
}

/** A record that a query found. */
export interface QueriedRecord {
  readonly record: StoredRecord;
  /** What the index holds it under; undefined without an index. */
  readonly value: IndexValue | undefined;
}

/** Whether a record is alive and in the set of the query. */
export function isInScope({ namespace, set }: QueryScope, record: StoredRecord): boolean {
  return (set === '' || record.set === set) && !namespace.isDoomed(record);
}
