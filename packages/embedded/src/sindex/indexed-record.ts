import type { WireValue } from '@aeroform/protocol';
import type { ExpressionRecord } from '../expression/expression-record.js';
import { recordSize } from '../storage/record-size.js';
import type { StoredRecord } from '../storage/stored-record.js';

/** A stored record as the expression of an index sees it. */
export class IndexedRecord implements ExpressionRecord {
  /** Expressions of indexes may not ask for the time. */
  readonly now = 0;
  readonly #record: StoredRecord;

  constructor(record: StoredRecord) {
    this.#record = record;
  }

  get setName(): string {
    return this.#record.set;
  }

  get digest(): Buffer {
    return this.#record.digest;
  }

  get userKey(): Buffer | undefined {
    return this.#record.userKey;
  }

  get voidTime(): number {
    return this.#record.voidTime;
  }

  get lastUpdateTime(): number {
    return this.#record.lastUpdateTime;
  }

  bin(name: string): WireValue | undefined {
    return this.#record.bins.find((bin) => bin.name === name)?.value;
  }

  recordSize(): number {
    return recordSize(this.#record);
  }
}
