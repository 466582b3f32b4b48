import type { JsonValue } from './json-value.js';

/**
 * Something that a node holds besides records and indexes. What is listed in `cluster/node-parts.ts` is
 * taken care of by `server.reset()`, snapshots, data directories and nodes that join.
 */
export interface NodePart {
  /** Its name in files, such as `users`; never changed once released. */
  readonly name: string;
  /** All nodes of a cluster have the same: a node that joins takes it over from the others. */
  readonly isClusterWide?: true;
  /** Nobody keeps what is under way, such as transactions: a restore resets it. */
  readonly isUnderWay?: true;
  /** Back to as it was at the start. */
  reset(): void;
  /** How it is kept; missing for what snapshots do not hold, such as counters and faults. */
  readonly kept?: KeptPart;
}

/** A part that snapshots and data directories hold. */
export interface KeptPart {
  /** Data directories leave it out: the real server forgets it with its process, too. */
  readonly endsWithProcess?: true;
  /** Differs after every change, so that data directories know when to write. */
  readonly revision: number;
  /** All of it, as plain data. */
  capture(): JsonValue;
  /** Puts back what was captured, here or in another node. */
  restore(state: JsonValue): void;
}
