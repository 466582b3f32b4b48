import type { FieldPath } from './field-path.js';
import type { ValueInterval } from './value-interval.js';
import type { Literal, Operand } from './operand.js';
import type { ValueType } from './value-type.js';

/** Comparisons; `ne` is `not` of `eq`, since absent values must pass it. */
export type CompareOperator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** Tests on texts; all are regular expressions on the server. */
export interface TextTest {
  readonly operator: 'startsWith' | 'endsWith' | 'contains' | 'matches' | 'ieq';
  /** The text or the source of the pattern as the application gave it. */
  readonly given: string;
  /** A POSIX extended regular expression. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
  /** `^` and `$` also match at line breaks. */
  readonly lines: boolean;
}

/** A condition that is no combination of others. */
export type Leaf =
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly left: Operand;
      readonly right: Operand;
      /** What both sides are compared as. */
      readonly type: ValueType;
    }
  /** Both bounds included. */
  | {
      readonly kind: 'between';
      readonly operand: Operand;
      readonly low: Literal;
      readonly high: Literal;
      readonly type: ValueType;
    }
  | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Literal[] }
  | { readonly kind: 'exists'; readonly path: FieldPath }
  | { readonly kind: 'text'; readonly operand: Operand; readonly test: TextTest }
  /** Some list element equals one of the values. */
  | { readonly kind: 'includes'; readonly path: FieldPath; readonly values: readonly Literal[] }
  /** Some list element or map value is in one of the intervals; `shown` is the condition in words. */
  | {
      readonly kind: 'some';
      readonly path: FieldPath;
      readonly intervals: readonly ValueInterval[];
      readonly shown: string;
    }
  /** Some list element or map value fulfils a condition on it, one by one. */
  | {
      readonly kind: 'someWhere';
      readonly path: FieldPath;
      readonly test: Condition;
      readonly shown: string;
    }
  | { readonly kind: 'hasKey'; readonly path: FieldPath; readonly key: Literal }
  | { readonly kind: 'hasValue'; readonly path: FieldPath; readonly values: readonly Literal[] }
  | {
      readonly kind: 'geo';
      readonly operator: 'within' | 'containsPoint';
      readonly path: FieldPath;
      readonly geojson: string;
    };

/**
 * What records must fulfil, as frozen data. The logic is two-valued: a comparison with an absent
 * value is false, and `not` of it true.
 */
export type Condition =
  | Leaf
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] };

/** Always true. */
export const TRUE: Condition = Object.freeze({ kind: 'constant', value: true });
/** Never true. */
export const FALSE: Condition = Object.freeze({ kind: 'constant', value: false });

/** All parts hold. */
export function allOf(parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0]!;
  return Object.freeze({ kind: 'and', parts: Object.freeze([...parts]) });
}

/** At least one part holds. */
export function anyOf(parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0]!;
  return Object.freeze({ kind: 'or', parts: Object.freeze([...parts]) });
}

/** The part does not hold. */
export function notOf(part: Condition): Condition {
  return Object.freeze({ kind: 'not', part });
}
