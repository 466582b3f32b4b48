import { QueryError } from '../error/query-error.js';
import { doubleLiteral } from './literal.js';
import { literalFor, type Subject } from './comparison.js';
import { operandOf } from './expr-node.js';
import {
  type ArithmeticOperator,
  commonType,
  type NumberFunction,
  type Operand,
  operandType,
} from './operand.js';
import type { ValueType } from './value-type.js';

const NUMBERS: ReadonlySet<ValueType | 'dynamic' | null> = new Set<ValueType>(['int', 'double']);

/** `subject operator given`, where `given` is a number or another field. */
export function arithmetic(
  operator: ArithmeticOperator,
  subject: Subject,
  given: unknown,
): Operand {
  const label = `${subject.label}.${operator}`;
  const right = operandOf(given) ?? numberFor(operator, subject, given, label);
  const type = commonType(operandType(subject.operand), operandType(right));
  const allowed = operator === 'mod' ? type === 'int' : NUMBERS.has(type);
  if (!allowed) {
    throw new QueryError(
      `${label}: is for ${operator === 'mod' ? 'integers' : 'numbers'}; declare the type with @Bin({ type: … })`,
    );
  }
  if (DIVISIONS.has(operator)) refuseZero(right, label);
  return Object.freeze({ kind: 'arithmetic', operator, left: subject.operand, right });
}

/** The smallest or largest of several numbers. */
export function extreme(
  operator: 'min' | 'max',
  subject: Subject,
  others: readonly unknown[],
): Operand {
  if (others.length === 0) {
    throw new QueryError(`${subject.label}.${operator}: takes at least one value to compare with`);
  }
  return others.reduce<Operand>(
    (operand, other) => arithmetic(operator, { operand, label: subject.label }, other),
    subject.operand,
  );
}

/** What is made of one number. */
export function numberFunction(name: NumberFunction, { operand, label }: Subject): Operand {
  const type = operandType(operand);
  if (NUMBERS.has(type)) return Object.freeze({ kind: 'function', function: name, operand });
  throw new QueryError(
    `${label}.${name}: is for numbers; this is ${type}. Declare the type with @Bin({ type: … })`,
  );
}

const DIVISIONS: ReadonlySet<ArithmeticOperator> = new Set<ArithmeticOperator>(['div', 'mod']);

/** The exponent of a power, and what a double is combined with, are doubles. */
function numberFor(
  operator: ArithmeticOperator,
  subject: Subject,
  given: unknown,
  label: string,
): Operand {
  return operator === 'pow' ? doubleLiteral(given, label) : literalFor(subject, given, label);
}

/** Nothing can be divided by zero; a divisor that only the record tells makes the value absent. */
function refuseZero(right: Operand, label: string): void {
  if (right.kind !== 'literal' || (right.value !== 0n && right.value !== 0)) return;
  throw new QueryError(`${label}: takes a number other than 0`);
}
