import type { StoredRecord } from '../storage/stored-record.js';

/** The record that a command is about. */
export interface RecordAccess {
  readonly digest: Buffer;
  /**
   * The record that was there when the command came, expired or not; undefined for none. Answers
   * carry its generation and void time, those to errors too.
   */
  found: StoredRecord | undefined;
  /** Set by background queries: their message holds the set that they run over, not the record's. */
  readonly fromQuery?: true;
}
