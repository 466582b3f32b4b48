import { QueryError } from '../error/query-error.js';
import type { TextOptions } from '../type/field.js';
import type {
  Comparison,
  ElementComparison,
  PresenceComparison,
  TextComparison,
} from '../type/where.js';

const COMPARISON: unique symbol = Symbol.for('@aeroform/orm/comparison');

/** Names of the methods of fields that comparisons call. */
export type ComparisonMethod =
  | 'eq'
  | 'ne'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'between'
  | 'in'
  | 'notIn'
  | 'exists'
  | 'isNull'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'matches'
  | 'ieq'
  | 'includes'
  | 'includesAll'
  | 'includesAny';

/** What to write in `where({ property: … })` for each method of fields. */
export const comparisonCalls: Readonly<Record<ComparisonMethod, string>> = Object.freeze({
  eq: 'value',
  ne: 'ne(value)',
  gt: 'gt(value)',
  gte: 'gte(value)',
  lt: 'lt(value)',
  lte: 'lte(value)',
  between: 'between(low, high)',
  in: 'isIn(values)',
  notIn: 'notIn(values)',
  exists: 'exists()',
  isNull: 'isNull()',
  startsWith: 'startsWith(text)',
  endsWith: 'endsWith(text)',
  contains: 'contains(text)',
  matches: 'matches(pattern)',
  ieq: 'ieq(text)',
  includes: 'includes(value)',
  includesAll: 'includesAll(values)',
  includesAny: 'includesAny(values)',
});

class MethodComparison {
  readonly [COMPARISON] = true;

  constructor(
    readonly operator: ComparisonMethod,
    readonly operands: readonly unknown[],
    readonly kind?: 'text' | 'element' | 'presence',
  ) {
    const missing = operands.findIndex((operand) => operand === undefined);
    if (missing >= 0) {
      throw new QueryError(
        `${operator}(): the value to compare with is undefined; leave the condition out, or use isNull() to find absent values`,
      );
    }
    Object.freeze(operands);
    Object.freeze(this);
  }
}

/** True for what the functions of this file return. */
export function isComparison(
  value: unknown,
): value is { readonly operator: ComparisonMethod; readonly operands: readonly unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { [COMPARISON]?: unknown })[COMPARISON] === true
  );
}

function comparison<C extends Comparison<unknown>>(
  operator: ComparisonMethod,
  operands: readonly unknown[],
  kind?: 'text' | 'element' | 'presence',
): C {
  return new MethodComparison(operator, operands, kind) as unknown as C;
}

/** Not equal; also true where the property is absent. */
export const ne = <const V>(value: V): Comparison<V> => comparison('ne', [value]);
/** Greater. */
export const gt = <const V>(value: V): Comparison<V> => comparison('gt', [value]);
/** Greater or equal. */
export const gte = <const V>(value: V): Comparison<V> => comparison('gte', [value]);
/** Less. */
export const lt = <const V>(value: V): Comparison<V> => comparison('lt', [value]);
/** Less or equal. */
export const lte = <const V>(value: V): Comparison<V> => comparison('lte', [value]);
/** Between two values, both included. */
export const between = <const V>(low: V, high: V): Comparison<V> =>
  comparison('between', [low, high]);
/** Equal to one of the values; none of them matches nothing. */
export const isIn = <const V>(values: readonly V[]): Comparison<V> => comparison('in', [values]);
/** Equal to none of the values; also true where the property is absent. */
export const notIn = <const V>(values: readonly V[]): Comparison<V> =>
  comparison('notIn', [values]);
/** The property is stored and not null. */
export const exists = (): PresenceComparison => comparison('exists', [], 'presence');
/** The property is absent or null. */
export const isNull = (): PresenceComparison => comparison('isNull', [], 'presence');
/** The text starts with another. */
export const startsWith = (text: string, options: TextOptions = {}): TextComparison =>
  comparison('startsWith', [text, options], 'text');
/** The text ends with another. */
export const endsWith = (text: string, options: TextOptions = {}): TextComparison =>
  comparison('endsWith', [text, options], 'text');
/** The text contains another. */
export const contains = (text: string, options: TextOptions = {}): TextComparison =>
  comparison('contains', [text, options], 'text');
/** The text matches a regular expression; see `StringField.matches`. */
export const matches = (pattern: RegExp): TextComparison =>
  comparison('matches', [pattern], 'text');
/** The text is equal when case is ignored. */
export const ieq = (text: string): TextComparison => comparison('ieq', [text], 'text');
/** Some element of the list or set equals the value. */
export const includes = <const E>(value: E): ElementComparison<E> =>
  comparison('includes', [value], 'element');
/** Some element of the list or set equals one of the values. */
export const includesAny = <const E>(values: readonly E[]): ElementComparison<E> =>
  comparison('includesAny', [values], 'element');
/** For each of the values some element of the list or set is equal; none of them is always true. */
export const includesAll = <const E>(values: readonly E[]): ElementComparison<E> =>
  comparison('includesAll', [values], 'element');
