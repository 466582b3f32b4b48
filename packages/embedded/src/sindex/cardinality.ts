import { PARTITION_COUNT } from '@aeroform/protocol';
import type { IndexValue } from './index-value.js';
import type { SindexTree } from './sindex-tree.js';

/** Milliseconds between two scans of an index, the server's `CARDINALITY_PERIOD`. */
const PERIOD = 60 * 60 * 1000;

/**
 * How many entries of an index there are for each value and for each record. As in the server they are
 * those of the latest scan, once an hour: a young index that had nothing to index has none. The server
 * scans in the background and estimates; here somebody has to ask, and the numbers are exact.
 */
export class Cardinality {
  /** Entries for each value, rounded. */
  perValue = 0;
  /** Entries for each record, rounded. */
  perRecord = 0;
  /** When the next scan is due, in milliseconds since 1970. */
  #nextScan = Number.POSITIVE_INFINITY;

  /** @param now - when the index is made, in milliseconds since 1970. */
  begin(now: number): void {
    this.#nextScan = now + PERIOD;
  }

  /** Scans the index, if that is due. */
  refresh(tree: SindexTree, now: number): void {
    if (now < this.#nextScan) return;
    this.#nextScan += Math.ceil((now + 1 - this.#nextScan) / PERIOD) * PERIOD;
    for (const _ of this.scan(tree));
  }

  /**
   * Scans the index: the server does so, too, when it has indexed old records. It stops after each
   * partition, so that others can get a turn; the numbers are there at the end.
   */
  *scan(tree: SindexTree): IterableIterator<void> {
    const values = new Set<IndexValue>();
    let records = 0;
    for (let id = 0; id < PARTITION_COUNT; id++) {
      const digests = new Set<string>();
      for (const { value, digest } of tree.entriesOf(id)) {
        values.add(value);
        digests.add(digest);
      }
      records += digests.size;
      yield;
    }
    this.perValue = values.size === 0 ? 0 : Math.round(tree.size / values.size);
    this.perRecord = records === 0 ? 0 : Math.round(tree.size / records);
  }
}
