/**
 * How a query reaches its records: not at all (nothing can match), by key, by several keys in batches,
 * through one secondary index, through several queries of secondary indexes whose results are merged,
 * or by reading the whole set: by the index of the set, or past all records of the namespace.
 */
export type PlanAccess =
  | 'none'
  | 'pk'
  | 'pk-batch'
  | 'sindex'
  | 'sindex-merge'
  | 'set-index'
  | 'scan';

/** A secondary index that was looked at. */
export interface PlanCandidate {
  /** Name of the index. */
  readonly index: string;
  /** What it would be asked; null when it serves none of the conditions. */
  readonly predicate: string | null;
  /** Records per indexed value, as the server estimates; null when it does not say. */
  readonly entriesPerValue: number | null;
  /** Why it is not used; null for those that are. */
  readonly rejected: string | null;
}

/** What a query does, as `explain()` tells it. Frozen. */
export interface Plan {
  /** How the records are reached. */
  readonly access: PlanAccess;
  /** The index, or the first of several; null without one. */
  readonly index: string | null;
  /** What the keys or indexes are asked; null for scans. */
  readonly predicate: string | null;
  /** What the server evaluates for each record that was found; null when nothing remains. */
  readonly residual: string | null;
  /** The keys or indexes alone decide: there is no residual. */
  readonly exact: boolean;
  /** Queries or keys that are sent. */
  readonly requests: number;
  /** The secondary indexes that were looked at, with what speaks against them. */
  readonly candidates: readonly PlanCandidate[];
  /** A declaration that would make the query cheaper; null for none. */
  readonly advice: string | null;
  /** Why the access is what it is, and for scans what to do about it. */
  readonly note: string;
  /** All of this, readable, on several lines. */
  readonly text: string;
  /** The same as `text`. */
  toString(): string;
}
