import { allOf, type Condition, TRUE } from './condition.js';
import type { QueryCallPolicy, SortDirection } from './query.js';

/** One level of an order. */
export interface SortLevel {
  readonly property: string;
  readonly direction: SortDirection;
}

/** What the methods of a query have gathered. Frozen. */
export interface QueryState {
  readonly conditions: readonly Condition[];
  /** Properties to read; null for all. */
  readonly selected: readonly string[] | null;
  readonly limit: number | null;
  readonly order: readonly SortLevel[];
  readonly useIndex: string | false | null;
  /** Why a scan is fine; null when it was not said to be. */
  readonly scanReason: string | null;
  readonly recordsPerSecond: number;
  readonly policy: QueryCallPolicy;
}

/** A query that was just made. */
export const EMPTY_STATE: QueryState = Object.freeze({
  conditions: [],
  selected: null,
  limit: null,
  order: [],
  useIndex: null,
  scanReason: null,
  recordsPerSecond: 0,
  policy: {},
});

/** All conditions as one. */
export function conditionOfState({ conditions }: QueryState): Condition {
  return conditions.length === 0 ? TRUE : allOf(conditions);
}
