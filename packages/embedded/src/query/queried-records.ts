import type { WireValue } from '@aeroform/protocol';
import type { IndexValue } from '../sindex/index-value.js';
import type { Sindex } from '../sindex/sindex.js';
import type { SindexEntry, SindexPosition } from '../sindex/sindex-tree.js';
import type { Namespace } from '../storage/namespace.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { PartitionSelection, ResumePoint } from './partition-selection.js';
import type { QueryRange, ValueRange } from './query-range.js';

/** Entries of an index that are looked at together; within them a record is found once. */
const BURST_SIZE = 100;

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

/** False when a partition has nothing to look at: a quick look that spares the search. */
export function hasCandidates({ namespace, index }: QueryScope, partition: number): boolean {
  if (index === undefined) return namespace.partition(partition).size > 0;
  const { tree } = index.sindex;
  return index.range.ranges.some(({ start, end }) => tree.hasBetween(partition, start, end));
}

/**
 * The live records of a partition that are in the scope of a query, without its filter: in the order of
 * their digests, or of the index. Records may change while the caller holds the iterator.
 */
export function queriedRecords(
  scope: QueryScope,
  partition: number,
): IterableIterator<QueriedRecord> {
  const resumePoint = scope.partitions.resumePoints.get(partition);
  return scope.index === undefined
    ? scanPartition(scope, partition, resumePoint)
    : searchPartition(scope, scope.index, partition, resumePoint);
}

function* scanPartition(
  scope: QueryScope,
  partition: number,
  resumePoint: ResumePoint | undefined,
): IterableIterator<QueriedRecord> {
  const { namespace } = scope;
  for (const record of namespace.partition(partition).records(resumePoint?.digest)) {
    if (isInScope(scope, record)) yield { record, value: undefined };
  }
}

function* searchPartition(
  scope: QueryScope,
  index: QueriedIndex,
  partition: number,
  resumePoint: ResumePoint | undefined,
): IterableIterator<QueriedRecord> {
  const { sindex, range } = index;
  for (const valueRange of range.ranges) {
    for (const entry of entriesInRange(index, partition, valueRange, resumePoint)) {
      if (sindex.dropped) return;
      const record = scope.namespace.find(entry.digest);
      if (record === undefined || !isInScope(scope, record)) continue;
      if (hasMatch(sindex.items(record), range)) yield { record, value: entry.value };
    }
  }
}

function hasMatch(items: readonly WireValue[], range: QueryRange): boolean {
  for (const item of items) if (range.matches(item)) return true;
  return false;
}

function* entriesInRange(
  { sindex, range }: QueriedIndex,
  partition: number,
  { start, end }: ValueRange,
  resumePoint: ResumePoint | undefined,
): IterableIterator<SindexEntry> {
  const removesDoubles = range.isRange && sindex.definition.collection !== 'default';
  let after: SindexPosition =
    resumePoint !== undefined && resumePoint.value >= start
      ? resumePoint
      : { value: start, digest: undefined };
  while (after.value <= end) {
    const burst = sindex.tree.slice(partition, after, end, BURST_SIZE);
    yield* removesDoubles ? withoutDoubles(burst) : burst;
    const last = burst.at(-1);
    if (last === undefined || burst.length < BURST_SIZE) return;
    after = last;
  }
}

function withoutDoubles(burst: readonly SindexEntry[]): readonly SindexEntry[] {
  const seen = new Set<string>();
  return burst.filter(({ digest }) => {
    const key = digest.toString('latin1');
    return !seen.has(key) && seen.add(key);
  });
}

function isInScope(scope: QueryScope, record: StoredRecord): boolean {
  if (scope.set !== '' && record.set !== scope.set) return false;
  return !scope.namespace.isDoomed(record);
}
