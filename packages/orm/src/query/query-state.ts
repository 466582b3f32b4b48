import { allOf, type Condition, TRUE } from '../condition/condition.js';
import type { FieldPath } from '../condition/field-path.js';
import type { Projection } from './projection.js';
import type { QueryCallPolicy, QueryProgress, SortDirection } from './query.js';

/** One level of an order. */
export interface SortLevel {
  /** A property, or the place of a value in a bin. */
  readonly by: string | FieldPath;
  readonly direction: SortDirection;
}

/** What the methods of a query have gathered. Frozen. */
export interface QueryState {
  readonly conditions: readonly Condition[];
  /** Properties to read; null for all. */
  readonly selected: readonly string[] | null;
  /** Paths to the references that are loaded with the entities. */
  readonly populated: readonly string[];
  /** What is returned in place of entities; null for entities. */
  readonly projection: Projection | null;
  readonly limit: number | null;
  readonly order: readonly SortLevel[];
  readonly useIndex: string | false | null;
  /** Why a scan is fine; null when it was not said to be. */
  readonly scanReason: string | null;
  readonly recordsPerSecond: number;
  readonly policy: QueryCallPolicy;
  /** Name of a behaviour of the data source; null for none. */
  readonly behavior: string | null;
  /** Entities that were removed softly are found too. */
  readonly withDeleted: boolean;
  readonly progress: ProgressListener | null;
}

/** Who is told how far a query has come. */
export interface ProgressListener {
  readonly listener: (progress: QueryProgress) => void;
  readonly intervalMs: number;
}

/** A query that was just made. */
export const EMPTY_STATE: QueryState = Object.freeze({
  conditions: [],
  selected: null,
  populated: [],
  projection: null,
  limit: null,
  order: [],
  useIndex: null,
  scanReason: null,
  recordsPerSecond: 0,
  policy: {},
  behavior: null,
  withDeleted: false,
  progress: null,
});

/** All conditions as one. */
export function conditionOfState({ conditions }: QueryState): Condition {
  return conditions.length === 0 ? TRUE : allOf(conditions);
}
