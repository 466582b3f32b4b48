import type { CompareOperator, Condition } from './condition.js';
import type { FieldPath } from './field-path.js';
import type { Literal, Operand } from './operand.js';
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
 * @param level of the element
 * @returns null when the condition is not made of comparisons of the element with plain values
 */
export function elementIntervals(condition: Condition, level: number): ValueInterval[] | null {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? [ALL_VALUES] : [];
    case 'and':
      return allParts(condition.parts, level)?.reduce(intersect, [ALL_VALUES]) ?? null;
    case 'or':
      return mapNull(allParts(condition.parts, level), (parts) => unite(parts.flat()));
    case 'not':
      return mapNull(elementIntervals(condition.part, level), complement);
    case 'exists':
      return isElement(condition.path, level) ? [PRESENT_VALUES] : null;
    default: {
      const said = comparedIntervals(condition);
      return said !== null && isElement(said.path, level) ? said.intervals : null;
    }
  }
}

function allParts(parts: readonly Condition[], level: number): ValueInterval[][] | null {
  const found = parts.map((part) => elementIntervals(part, level));
  return found.every((part) => part !== null) ? found : null;
}

function mapNull<V, R>(value: V | null, map: (value: V) => R): R | null {
  return value === null ? null : map(value);
}

function isElement(path: FieldPath, level: number): boolean {
  return path.source === 'element' && path.steps.length === 0 && path.level === level;
}

/** The stored value that a comparison with plain values is about, and the values it lets pass. */
export function comparedIntervals(
  condition: Condition,
): { readonly path: FieldPath; readonly intervals: ValueInterval[] } | null {
  const said = comparedOperand(condition);
  if (said === null || said.operand.kind !== 'field') return null;
  return { path: said.operand.path, intervals: said.intervals };
}

/** What a comparison with plain values is about, and the values it lets pass. */
export function comparedOperand(
  condition: Condition,
): { readonly operand: Operand; readonly intervals: ValueInterval[] } | null {
  switch (condition.kind) {
    case 'compare': {
      const { left, operator, right } = condition;
      if (right.kind !== 'literal' || right.type === 'list') return null;
      return { operand: left, intervals: compared(operator, right) };
    }
    case 'between': {
      const { operand, low, high } = condition;
      return { operand, intervals: intersect(compared('gte', low), compared('lte', high)) };
    }
    case 'in': {
      const { operand, values } = condition;
      if (values.some(({ type }) => type === 'list')) return null;
      return { operand, intervals: unite(values.flatMap((value) => compared('eq', value))) };
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
