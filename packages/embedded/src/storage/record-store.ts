import type { Clock } from './clock.js';
import type { NamespaceOptions } from './namespace-options.js';
import type { SetInfo } from './set-info.js';
import type { StoredRecord } from './stored-record.js';

/**
 * What a command on one record finds and changes: a namespace, or a namespace as one transaction sees
 * it.
 */
export interface RecordStore {
  readonly options: NamespaceOptions;
  readonly clock: Clock;
  /** The record as it is in memory, expired or truncated or not; undefined for tombstones. */
  find(digest: Buffer): StoredRecord | undefined;
  /** What a durable delete has left of a record: a record without bins. */
  tombstone(digest: Buffer): StoredRecord | undefined;
  /** True for a record that is expired or truncated: it only waits to be removed. */
  isDoomed(record: StoredRecord): boolean;
  put(record: StoredRecord): void;
  /** Removes a record without a trace. */
  delete(digest: Buffer): void;
  /** Removes a record durably: leaves its tombstone. */
  bury(tombstone: StoredRecord): void;
  /**
   * @throws {CommandError} 4 when the name is too long or there are too many sets.
   */
  createSet(name: string): SetInfo | undefined;
}
