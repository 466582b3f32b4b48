import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import { toMapKey } from '../mapping/to-bin.js';
import type { MapMetadata, ValueMetadata } from '../metadata/value-metadata.js';
import { type Condition, FALSE } from './condition.js';
import { elementIntervals } from './element-intervals.js';
import { elementPath, entryPath, type FieldPath } from './field-path.js';
import { formatCondition } from './format-condition.js';
import { literalOf, requireDefined } from './literal.js';
import type { Literal } from './operand.js';
import { requireType } from './require-type.js';
import { literal } from './value-interval.js';

const ANYTHING: ValueMetadata = Object.freeze({ kind: 'dynamic', converter: null });

/** The type of the elements of a list; nothing is known of those of an undeclared one. */
export function elementOf({ value }: FieldPath): ValueMetadata {
  return value.kind === 'list' || value.kind === 'set' ? value.element : ANYTHING;
}

/** Some element equals one of the values. */
export function includesAny(path: FieldPath, given: unknown, method: string): Condition {
  requireType(path, ['list'], method);
  const label = `${path.label}.${method}`;
  if (!Array.isArray(given)) {
    throw new QueryError(`${label}: takes an array of values; got ${describeValue(given)}`);
  }
  const values = (given as unknown[]).flatMap((value, index) =>
    bothNumberTypes(literalOf(elementOf(path), value, `${label}[${index}]`)),
  );
  return values.length === 0 ? FALSE : { kind: 'includes', path, values };
}

/** Some element fulfils a condition. */
export function someElement(path: FieldPath, condition: Condition): Condition {
  const intervals = elementIntervals(condition, path.label);
  if (intervals.length === 0) return FALSE;
  return { kind: 'some', path, intervals, shown: formatCondition(condition) };
}

/** The path of the element at a position. */
export function pathAt(path: FieldPath, index: unknown): FieldPath {
  requireType(path, ['list'], 'at');
  if (!Number.isSafeInteger(index)) {
    throw new QueryError(`${path.label}.at: takes a whole number; got ${describeValue(index)}`);
  }
  return elementPath(path, elementOf(path), index as number);
}

/** The map has a key. */
export function hasKey(path: FieldPath, key: unknown): Condition {
  return { kind: 'hasKey', path, key: keyLiteral(storedKey(path, key, 'hasKey')) };
}

/** The map has a value under some key. */
export function hasValue(path: FieldPath, given: unknown): Condition {
  requireType(path, ['map'], 'hasValue');
  const value = literalOf(mapOf(path).value, given, `${path.label}.hasValue`);
  return { kind: 'hasValue', path, values: bothNumberTypes(value) };
}

/** The path of the value under a key. */
export function pathOfKey(path: FieldPath, key: unknown): FieldPath {
  return entryPath(path, mapOf(path).value, storedKey(path, key, 'key'));
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
  const isKey =
    typeof stored === 'string' || typeof stored === 'bigint' || stored instanceof Uint8Array;
  if (isKey) return stored;
  throw new QueryError(
    `${label}: a key is a string, an integer or bytes; got ${describeValue(key)}`,
  );
}

function keyLiteral(key: MapKey): Literal {
  if (typeof key === 'string') return literal('string', key);
  return typeof key === 'object' ? literal('blob', key) : literal('int', BigInt(key));
}

function mapOf({ value }: FieldPath): Pick<MapMetadata, 'value'> {
  return value.kind === 'map' ? value : { value: ANYTHING };
}

/** A whole double may be stored as an integer by other writers, so elements of either type count. */
function bothNumberTypes(value: Literal): Literal[] {
  const whole = value.type === 'double' && Number.isSafeInteger(value.value);
  return whole ? [value, literal('int', BigInt(value.value as number))] : [value];
}
