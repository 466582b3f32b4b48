import { QueryError } from '../error/query-error.js';
import type { CompareOperator, Condition } from './condition.js';
import type { FieldPath } from './field-path.js';
import type { Literal } from './operand.js';
import {
  ALL_VALUES,
  complement,
  exactly,
  INT64_MAX,
  INT64_MIN,
  intersect,
  intervalOfType,
  literal,
  PRESENT_VALUES,
  successor,
  unite,
  type ValueInterval,
} from './value-interval.js';

/**
 * The values that fulfil a condition on a list element, as intervals in the server's order: what one
 * list operation can count.
 *
 * @param label of the list, for errors
 * @throws QueryError when the condition is not made of comparisons of the element with plain values
 */
export function elementIntervals(condition: Condition, label: string): ValueInterval[] {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? [ALL_VALUES] : [];
    case 'and':
      return condition.parts
        .map((part) => elementIntervals(part, label))
        .reduce((all, next) => intersect(all, next), [ALL_VALUES]);
    case 'or':
      return unite(condition.parts.flatMap((part) => elementIntervals(part, label)));
    case 'not':
      return complement(elementIntervals(condition.part, label));
    case 'exists':
      return [PRESENT_VALUES];
    default: {
      const said = comparedIntervals(condition);
      if (said?.path.source === 'element' && said.path.steps.length === 0) return said.intervals;
      throw notExpressible(label);
    }
  }
}

/** The stored value that a comparison with plain values is about, and the values it lets pass. */
export function comparedIntervals(
  condition: Condition,
): { readonly path: FieldPath; readonly intervals: ValueInterval[] } | null {
  switch (condition.kind) {
    case 'compare': {
      const { left, operator, right } = condition;
      if (left.kind !== 'field' || right.kind !== 'literal' || right.type === 'list') return null;
      return { path: left.path, intervals: compared(operator, right) };
    }
    case 'between': {
      const { operand, low, high } = condition;
      if (operand.kind !== 'field') return null;
      const intervals = intersect(compared('gte', low), compared('lte', high));
      return { path: operand.path, intervals };
    }
    case 'in': {
      const { operand, values } = condition;
      if (operand.kind !== 'field' || values.some(({ type }) => type === 'list')) return null;
      const intervals = unite(values.flatMap((value) => compared('eq', value)));
      return { path: operand.path, intervals };
    }
    default:
      return null;
  }
}

function compared(operator: CompareOperator, value: Literal): ValueInterval[] {
  const sameType = intervalFor(operator, value);
  return value.type === 'double' ? unite([sameType, ...integersFor(operator, value)]) : [sameType];
}

function intervalFor(operator: CompareOperator, value: Literal): ValueInterval {
  const { begin, end } = intervalOfType(value.type);
  switch (operator) {
    case 'eq':
      return exactly(value);
    case 'gt':
      return { begin: successor(value), end };
    case 'gte':
      return { begin: value, end };
    case 'lt':
      return { begin, end: value };
    case 'lte':
      return { begin, end: successor(value) };
  }
}

/** Integers that compare with a double in the same way: a list of doubles may hold some. */
function integersFor(operator: CompareOperator, { value }: Literal): ValueInterval[] {
  const bound = value as number;
  if (operator === 'eq') {
    return Number.isSafeInteger(bound) ? [exactly(literal('int', BigInt(bound)))] : [];
  }
  const upwards = operator === 'gt' || operator === 'gte';
  const nearest = upwards ? Math.ceil(bound) : Math.floor(bound);
  if (nearest > Number(INT64_MAX) || nearest < Number(INT64_MIN)) {
    return upwards === nearest < 0 ? [intervalOfType('int')] : [];
  }
  const exact = nearest === bound;
  const rounded: CompareOperator = exact ? operator : upwards ? 'gte' : 'lte';
  return [intervalFor(rounded, literal('int', BigInt.asIntN(64, BigInt(nearest))))];
}

function notExpressible(label: string): QueryError {
  return new QueryError(
    `${label}.some: takes comparisons of the element itself with plain values (eq, ne, gt, gte, lt, lte, between, in, notIn, with and, or, not); the server cannot look into elements or match texts there`,
  );
}
