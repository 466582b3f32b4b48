import type { StoredRecord } from '../storage/stored-record.js';
import { isInScope, type QueriedRecord, type QueryScope } from './query-scope.js';
import type { RecordCursor } from './record-cursor.js';

/** The records of a query without an index. */
export class ScannedRecords implements RecordCursor {
  readonly #scope: QueryScope;
  #records: Iterator<StoredRecord> = NONE;

  constructor(scope: QueryScope) {
    this.#scope = scope;
  }

  open(id: number): boolean {
    const { namespace, partitions } = this.#scope;
    const partition = namespace.partition(id);
    if (partition.size === 0) return false;
    this.#records = partition.records(partitions.resumePoints.get(id)?.digest);
    return true;
  }

  next(): QueriedRecord | undefined {
    for (let step = this.#records.next(); step.done !== true; step = this.#records.next()) {
      if (isInScope(this.#scope, step.value)) return { record: step.value, value: undefined };
    }
    return undefined;
  }
}

const NONE: Iterator<StoredRecord> = [].values();
