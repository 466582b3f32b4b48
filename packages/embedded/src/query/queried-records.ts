import { IndexedRecords } from './indexed-records.js';
import type { QueryScope } from './query-scope.js';
import type { RecordCursor } from './record-cursor.js';
import { ScannedRecords } from './scanned-records.js';

/**
 * The live records that are in the scope of a query, without its filter: in each partition in the order
 * of their digests, or of the index.
 */
export function queriedRecords(scope: QueryScope): RecordCursor {
  return scope.index === undefined
    ? new ScannedRecords(scope)
    : new IndexedRecords(scope, scope.index);
}
