import { latin1Slice } from '@aeroform/protocol';
import type { SindexEntry, SindexPosition } from '../sindex/sindex-tree.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { ResumePoint } from './partition-selection.js';
import {
  isInScope,
  type QueriedIndex,
  type QueriedRecord,
  type QueryScope,
} from './query-scope.js';
import type { ValueRange } from './query-range.js';
import type { RecordCursor } from './record-cursor.js';

/** Entries of an index that are looked at together; within them a record is found once. */
const BURST_SIZE = 100;

const NONE: readonly SindexEntry[] = [];

/** The records that an index finds. */
export class IndexedRecords implements RecordCursor {
  readonly #scope: QueryScope;
  readonly #index: QueriedIndex;
  /** Where each range starts. */
  readonly #starts: readonly SindexPosition[];
  readonly #removesDoubles: boolean;
  #partition = 0;
  #resumePoint: SindexPosition | undefined;
  /** The range that is looked at, and the entry behind which it goes on; undefined at its start. */
  #range = 0;
  #after: SindexPosition | undefined;
  #burst = NONE;
  /** In the burst. */
  #next = 0;

  constructor(scope: QueryScope, index: QueriedIndex) {
    this.#scope = scope;
    this.#index = index;
    const { range, sindex } = index;
    this.#starts = range.ranges.map(({ start }) => ({ value: start, digest: undefined }));
    this.#removesDoubles = range.isRange && sindex.definition.collection !== 'default';
  }

  open(partition: number): boolean {
    this.#partition = partition;
    this.#resumePoint = positionOf(this.#scope.partitions.resumePoints.get(partition));
    this.#range = 0;
    this.#after = undefined;
    return this.#readBurst();
  }

  next(): QueriedRecord | undefined {
    const { sindex } = this.#index;
    const records = this.#scope.namespace.partition(this.#partition);
    do {
      while (this.#next < this.#burst.length && !sindex.dropped) {
        const { digest, value } = this.#burst[this.#next++] as SindexEntry;
        const record = records.get(digest);
        if (record !== undefined && this.#isMeant(record)) return { record, value };
      }
    } while (!sindex.dropped && this.#readBurst());
    return undefined;
  }

  /** Looks for entries behind the latest ones, in this range or in those that follow. */
  #readBurst(): boolean {
    const { ranges } = this.#index.range;
    this.#next = 0;
    for (; this.#range < ranges.length; this.#range++) {
      const found = this.#entriesInRange();
      this.#after = found.length === BURST_SIZE ? found.at(-1) : undefined;
      if (found.length > 0) {
        if (this.#after === undefined) this.#range++;
        this.#burst = this.#removesDoubles ? withoutDoubles(found) : found;
        return true;
      }
    }
    this.#burst = NONE;
    return false;
  }

  #entriesInRange(): readonly SindexEntry[] {
    const { sindex, range } = this.#index;
    const { end } = range.ranges[this.#range] as ValueRange;
    const after = this.#after ?? this.#startOf(this.#range);
    return after.value > end ? NONE : sindex.tree.slice(this.#partition, after, end, BURST_SIZE);
  }

  #startOf(range: number): SindexPosition {
    const start = this.#starts[range] as SindexPosition;
    const resumePoint = this.#resumePoint;
    return resumePoint !== undefined && resumePoint.value >= start.value ? resumePoint : start;
  }

  #isMeant(record: StoredRecord): boolean {
    if (!isInScope(this.#scope, record)) return false;
    const { sindex, range } = this.#index;
    for (const item of sindex.items(record)) if (range.matches(item)) return true;
    return false;
  }
}

function positionOf(point: ResumePoint | undefined): SindexPosition | undefined {
  return point && { value: point.value, digest: latin1Slice(point.digest) };
}

function withoutDoubles(burst: readonly SindexEntry[]): readonly SindexEntry[] {
  const seen = new Set<string>();
  return burst.filter(({ digest }) => !seen.has(digest) && seen.add(digest));
}
