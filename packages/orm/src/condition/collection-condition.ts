import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { toMapKey } from '../mapping/to-bin.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { allOf, type Condition, FALSE, notOf, TRUE } from './condition.js';
import { looksBeyond } from './condition-paths.js';
import { elementIntervals } from './element-intervals.js';
import { elementPath, entryPath, type FieldPath } from './field-path.js';
import { formatCondition, formatOperand } from './format-condition.js';
import { literalOf, requireDefined } from './literal.js';
import { normalise } from './normalise.js';
import type { Literal } from './operand.js';
import { requireType } from './require-type.js';
import { literal } from './value-interval.js';

const ANYTHING: ValueMetadata = Object.freeze({ kind: 'dynamic', converter: null });

/** The type of the elements of a list or the values of a map; nothing is known of undeclared ones. */
export function elementOf({ value }: FieldPath): ValueMetadata {
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'keyedList':
      return value.element;
    case 'map':
      return value.value;
    default:
      return ANYTHING;
  }
}

/** Some element equals one of the values. */
export function includesAny(path: FieldPath, given: unknown, method: string): Condition {
  const values = elementLiterals(path, given, method).flat();
  return values.length === 0 ? FALSE : { kind: 'includes', path, values };
}

/** For each of the values some element is equal. */
export function includesAll(path: FieldPath, given: unknown): Condition {
  const parts = elementLiterals(path, given, 'includesAll').map((values): Condition =>
    Object.freeze({ kind: 'includes', path, values }),
  );
  return parts.length === 0 ? TRUE : allOf(parts);
}

function elementLiterals(path: FieldPath, given: unknown, method: string): Literal[][] {
  requireType(path, ['list'], method);
  const label = `${path.label}.${method}`;
  if (!Array.isArray(given)) {
    throw new QueryError(`${label}: takes an array of values; got ${describeValue(given)}`);
  }
  return (given as unknown[]).map((value, index) =>
    bothNumberTypes(literalOf(elementOf(path), value, `${label}[${index}]`)),
  );
}

/**
 * Some element of a list, or value of a map, fulfils a condition.
 *
 * @param level how deep within conditions on elements it is, from 1
 */
export function someElement(path: FieldPath, condition: Condition, level: number): Condition {
  const shown = formatCondition(condition);
  const intervals = elementIntervals(condition, level);
  if (intervals?.length === 0) return FALSE;
  if (intervals !== null) return { kind: 'some', path, intervals, shown };
  refuseOuterValues(path, condition, level);
  const test = normalise(condition);
  return test.kind === 'constant' && !test.value ? FALSE : { kind: 'someWhere', path, test, shown };
}

/** All elements fulfil a condition. */
export function everyElement(path: FieldPath, condition: Condition, level: number): Condition {
  return allOf([{ kind: 'exists', path }, notOf(someElement(path, notOf(condition), level))]);
}

/** Inside, the server knows nothing of the record, nor of elements around (seen on CE 8.1.2). */
function refuseOuterValues(path: FieldPath, condition: Condition, level: number): void {
  const outer = looksBeyond(condition, level);
  if (outer === null) return;
  const named = 'kind' in outer ? formatOperand(outer) : outer.label;
  throw new QueryError(
    `${path.label}: its condition on the elements looks at ${named}; the server only sees the element at hand there`,
  );
}

/** The path of the element at a position. */
export function pathAt(path: FieldPath, index: unknown): FieldPath {
  requireType(path, ['list'], 'at');
  if (!Number.isSafeInteger(index)) {
    throw new QueryError(`${path.label}.at: takes a whole number; got ${describeValue(index)}`);
  }
  return elementPath(path, elementOf(path), index as number);
}

/** The path of the element of a keyed list that has an id. */
export function pathById(path: FieldPath, id: unknown): FieldPath {
  const { value } = path;
  const label = `${path.label}.byId`;
  if (value.kind !== 'keyedList') {
    throw new QueryError(
      `${label}: is for lists that are stored as maps by id; declare @ListBin(…, { as: 'map' })`,
    );
  }
  const { value: key } = literalOf(value.key.value, id, label);
  if (isMapKey(key)) return entryPath(path, value.element, key);
  throw new QueryError(`${label}: ${describeValue(id)} cannot be the key of a map`);
}

/** The map has a key. */
export function hasKey(path: FieldPath, key: unknown): Condition {
  return { kind: 'hasKey', path, key: keyLiteral(storedKey(path, key, 'hasKey')) };
}

/** The map has a value under some key. */
export function hasValue(path: FieldPath, given: unknown): Condition {
  requireType(path, ['map'], 'hasValue');
  const value = literalOf(elementOf(path), given, `${path.label}.hasValue`);
  return { kind: 'hasValue', path, values: bothNumberTypes(value) };
}

/** The path of the value under a key. */
export function pathOfKey(path: FieldPath, key: unknown): FieldPath {
  return entryPath(path, elementOf(path), storedKey(path, key, 'key'));
}

type MapKey = string | number | bigint | Uint8Array;

function storedKey(path: FieldPath, key: unknown, method: string): MapKey {
  requireType(path, ['map'], method);
  const label = `${path.label}.${method}`;
  requireDefined(key, label);
  const { value } = path;
  // safe: map keys are strings, integers or bytes, which is what toMapKey lets through
  if (value.kind === 'map') return toMapKey(value.key, key, label) as MapKey;
  const { value: stored } = literalOf(ANYTHING, key, label);
  if (isMapKey(stored)) return stored;
  throw new QueryError(
    `${label}: a key is a string, an integer or bytes; got ${describeValue(key)}`,
  );
}

function isMapKey(value: unknown): value is MapKey {
  return typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array;
}

function keyLiteral(key: MapKey): Literal {
  if (typeof key === 'string') return literal('string', key);
  return typeof key === 'object' ? literal('blob', key) : literal('int', BigInt(key));
}

/** A whole double may be stored as an integer by other writers, so elements of either type count. */
function bothNumberTypes(value: Literal): Literal[] {
  const whole = value.type === 'double' && Number.isSafeInteger(value.value);
  return whole ? [value, literal('int', BigInt(value.value as number))] : [value];
}
