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
    this.scan(tree);
  }

  /** Scans the index: the server does so, too, when it has indexed old records. */
  scan(tree: SindexTree): void {
    const values = new Set<unknown>();
    const records = new Set<string>();
    for (const { value, digest } of tree.entries()) {
      values.add(value);
      records.add(digest.toString('latin1'));
    }
    this.perValue = values.size === 0 ? 0 : Math.round(tree.size / values.size);
    this.perRecord = records.size === 0 ? 0 : Math.round(tree.size / records.size);
  }
}
