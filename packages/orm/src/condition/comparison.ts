import { describeValue } from '../error/describe-value.js';
import { QueryError } from '../error/query-error.js';
import type { ValueMetadata } from '../metadata/value-metadata.js';
import { allOf, type CompareOperator, type Condition, FALSE, notOf } from './condition.js';
import { operandOf } from './expr-node.js';
import type { FieldPath } from './field-path.js';
import { asDouble, doubleLiteral, integerLiteral, literalOf, requireDefined } from './literal.js';
import { commonType, type Literal, type Operand, operandType } from './operand.js';
import { literal } from './value-interval.js';
import type { ValueType } from './value-type.js';

/** A value with what errors call it. */
export interface Subject {
  readonly operand: Operand;
  readonly label: string;
}

const ORDERED: ReadonlySet<ValueType> = new Set<ValueType>(['int', 'double', 'string']);
const SCALAR: ReadonlySet<ValueType> = new Set<ValueType>([...ORDERED, 'bool', 'blob']);
const COMPARABLE: ReadonlySet<ValueType> = new Set<ValueType>([...SCALAR, 'list']);
const NANOS_PER_MS = 1_000_000n;
const ANYTHING: ValueMetadata = Object.freeze({ kind: 'dynamic', converter: null });

/** `subject operator given`, where `given` is a property value or another field. */
export function compare(operator: CompareOperator, subject: Subject, given: unknown): Condition {
  const label = `${subject.label}.${operator}`;
  const other = operandOf(given);
  if (other !== null) return comparison(operator, subject.operand, other, label);
  if (given === null && operator === 'eq') return absent(subject);
  if (isBetweenIntegers(subject, given)) return compareRounded(operator, subject, given);
  refuseSet(subject.operand, label);
  return comparison(operator, subject.operand, literalFor(subject, given, label), label);
}

/** `low <= subject <= high`. */
export function between(subject: Subject, low: unknown, high: unknown): Condition {
  const label = `${subject.label}.between`;
  requireDefined(low, `${label}(low)`);
  requireDefined(high, `${label}(high)`);
  if (isBetweenIntegers(subject, low) || isBetweenIntegers(subject, high)) {
    return allOf([compare('gte', subject, low), compare('lte', subject, high)]);
  }
  const bounds = [low, high].map((bound) => literalFor(subject, bound, label)) as [
    Literal,
    Literal,
  ];
  const types = bounds.map((bound) => typeOf(subject.operand, bound, ORDERED, label));
  const type = commonType(types[0]!, types[1]!);
  if (type === null || type === 'dynamic') {
    throw new QueryError(`${label}: the bounds are of types ${types.join(' and ')}`);
  }
  const [from, to] = type === 'double' ? bounds.map(asDouble) : bounds;
  return { kind: 'between', operand: subject.operand, low: from!, high: to!, type };
}

/** `subject` equals one of the values. */
export function isOneOf(subject: Subject, given: unknown): Condition {
  const label = `${subject.label}.in`;
  if (!Array.isArray(given)) {
    throw new QueryError(`${label}: takes an array of values; got ${describeValue(given)}`);
  }
  const values = (given as unknown[]).flatMap((value, index) => {
    if (value === null) throw new QueryError(`${label}[${index}]: is null; add isNull() with or()`);
    requireDefined(value, `${label}[${index}]`);
    if (isBetweenIntegers(subject, value)) return [];
    const made = literalFor(subject, value, `${label}[${index}]`);
    const type = typeOf(subject.operand, made, SCALAR, label);
    return [type === 'double' ? asDouble(made) : made];
  });
  return values.length === 0 ? FALSE : { kind: 'in', operand: subject.operand, values };
}

/** The value is absent: `isNull()` and `eq(null)`. */
export function absent(subject: Subject): Condition {
  return notOf(present(subject));
}

/** The value is there. */
export function present({ operand, label }: Subject): Condition {
  if (operand.kind === 'field') return { kind: 'exists', path: operand.path };
  throw new QueryError(`${label}: only stored properties can be absent`);
}

/** The literal for a value that a subject is compared with. */
export function literalFor({ operand, label }: Subject, given: unknown, at = label): Literal {
  if (operand.kind === 'field') return literalOf(operand.path.value, given, at);
  if (operand.kind === 'fact' && (operand.fact === 'lastUpdate' || operand.fact === 'expiresAt')) {
    return nanoseconds(given, at);
  }
  if (operand.kind === 'fact' && operand.fact === 'setName') {
    return literalOf({ kind: 'string', converter: null }, given, at);
  }
  const type = operandType(operand);
  if (type === 'int') return integerLiteral(given, at);
  return type === 'double' ? doubleLiteral(given, at) : literalOf(ANYTHING, given, at);
}

function refuseSet(operand: Operand, label: string): void {
  if (operand.kind !== 'field' || operand.path.value.kind !== 'set') return;
  throw new QueryError(
    `${label}: a set is stored as a list in some order; ask for its elements with includes() and size()`,
  );
}

function nanoseconds(given: unknown, label: string): Literal {
  const date: ValueMetadata = { kind: 'date', converter: null };
  return literal('int', (literalOf(date, given, label).value as bigint) * NANOS_PER_MS);
}

function comparison(
  operator: CompareOperator,
  left: Operand,
  right: Operand,
  label: string,
): Condition {
  const type = typeOf(left, right, operator === 'eq' ? COMPARABLE : ORDERED, label);
  const compared = type === 'double' && right.kind === 'literal' ? asDouble(right) : right;
  return { kind: 'compare', operator, left, right: compared, type };
}

/** What two operands are compared as; throws when they do not compare. */
function typeOf(
  left: Operand,
  right: Operand,
  allowed: ReadonlySet<ValueType>,
  label: string,
): ValueType {
  const [leftType, rightType] = [operandType(left), operandType(right)];
  // A dynamic field holds whole numbers as integers; one that no double can hold stays an integer.
  const exact = leftType === 'dynamic' && rightType === 'int' && right.kind === 'literal';
  if (exact && !Number.isSafeInteger(Number(right.value))) return 'int';
  const type = commonType(leftType, rightType);
  if (type === 'dynamic') {
    throw new QueryError(`${label}: neither side has a declared type; declare @Bin({ type: … })`);
  }
  if (type === null) {
    throw new QueryError(`${label}: values of type ${leftType} and ${rightType} do not compare`);
  }
  if (allowed.has(type)) return type;
  throw new QueryError(`${label}: values of type ${type} have no such comparison`);
}

/** A fraction or infinity that an integer property is compared with: legal, but never equal. */
function isBetweenIntegers({ operand }: Subject, given: unknown): given is number {
  if (typeof given !== 'number' || Number.isNaN(given) || Number.isInteger(given)) return false;
  if (operand.kind === 'field') return isPlainInteger(operand.path);
  return operandType(operand) === 'int';
}

function isPlainInteger({ value }: FieldPath): boolean {
  return (value.kind === 'int' || value.kind === 'bigint') && value.converter === null;
}

/** Compares an integer with a fraction or infinity by the whole number next to it. */
function compareRounded(operator: CompareOperator, subject: Subject, given: number): Condition {
  if (operator === 'eq') return FALSE;
  const upwards = operator === 'gt' || operator === 'gte';
  if (!Number.isFinite(given)) {
    const always = upwards === given < 0;
    if (!always) return FALSE;
    return subject.operand.kind === 'field' ? present(subject) : { kind: 'constant', value: true };
  }
  const bound = upwards ? Math.floor(given) : Math.ceil(given);
  const at = literal('int', BigInt(bound));
  return comparison(upwards ? 'gt' : 'lt', subject.operand, at, `${subject.label}.${operator}`);
}
