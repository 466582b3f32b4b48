import type { QueriedRecord } from './query-scope.js';

/**
 * Walks the records of a query, one partition after the other. Records may change between two steps.
 */
export interface RecordCursor {
  /**
   * Goes to the start of a partition, or to where the query goes on in it.
   *
   * @returns false when there is nothing to look at.
   */
  open(partition: number): boolean;
  /** The next record of the partition, undefined behind the last one. */
  next(): QueriedRecord | undefined;
}
