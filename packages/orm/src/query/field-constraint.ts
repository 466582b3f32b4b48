import type { Condition } from '../condition/condition.js';
import { comparedIntervals } from '../condition/element-intervals.js';
import { type FieldPath, pathKey } from '../condition/field-path.js';
import {
  ALL_VALUES,
  complement,
  intersect,
  PRESENT_VALUES,
  type ValueInterval,
} from '../condition/value-interval.js';

/** What a conjunction says about one stored value. */
export interface FieldConstraint {
  readonly path: FieldPath;
  /** The values that remain possible; none when the conjuncts contradict each other. */
  readonly intervals: readonly ValueInterval[];
  /** The conjuncts that the intervals say completely: positive comparisons with plain values. */
  readonly covers: readonly Condition[];
}

/** Gathers what conjuncts say about each stored value, in the order of their first mention. */
export function fieldConstraints(conjuncts: readonly Condition[]): FieldConstraint[] {
  const byPath = new Map<string, FieldConstraint>();
  for (const conjunct of conjuncts) {
    const said = intervalsOf(conjunct);
    if (said === null || conjunct.kind === 'not') continue;
    const key = pathKey(said.path);
    const before = byPath.get(key);
    byPath.set(key, {
      path: said.path,
      intervals: intersect(before?.intervals ?? [ALL_VALUES], said.intervals),
      covers: [...(before?.covers ?? []), conjunct],
    });
  }
  return [...byPath.values()];
}

/** Two conjuncts that cannot both hold, as text of the value they are about; null when all can. */
export function findContradiction(conjuncts: readonly Condition[]): FieldPath | null {
  const possible = new Map<string, readonly ValueInterval[]>();
  for (const conjunct of conjuncts) {
    const said = intervalsOf(conjunct);
    if (said === null) continue;
    const key = pathKey(said.path);
    const remaining = intersect(possible.get(key) ?? [ALL_VALUES], said.intervals);
    if (remaining.length === 0) return said.path;
    possible.set(key, remaining);
  }
  return null;
}

/** The values of a path for which a leaf, or its negation, holds; an absent value counts as nil. */
function intervalsOf(
  condition: Condition,
): { readonly path: FieldPath; readonly intervals: readonly ValueInterval[] } | null {
  if (condition.kind === 'not') {
    const positive = intervalsOf(condition.part);
    return positive && { path: positive.path, intervals: complement(positive.intervals) };
  }
  if (condition.kind === 'exists') return { path: condition.path, intervals: [PRESENT_VALUES] };
  return comparedIntervals(condition);
}
