import { QueryError } from '../error/query-error.js';
import { literalFor, type Subject } from './comparison.js';
import { operandOf } from './expr-node.js';
import { type ArithmeticOperator, commonType, type Operand, operandType } from './operand.js';

/** `subject operator given`, where `given` is a number or another field. */
export function arithmetic(
  operator: ArithmeticOperator,
  subject: Subject,
  given: unknown,
): Operand {
  const label = `${subject.label}.${operator}`;
  const right = operandOf(given) ?? literalFor(subject, given, label);
  const type = commonType(operandType(subject.operand), operandType(right));
  const allowed = operator === 'mod' ? type === 'int' : type === 'int' || type === 'double';
  if (!allowed) {
    throw new QueryError(
      `${label}: is for ${operator === 'mod' ? 'integers' : 'numbers'}; declare the type with @Bin({ type: … })`,
    );
  }
  if (operator === 'mod') checkModulus(right, label);
  return Object.freeze({ kind: 'arithmetic', operator, left: subject.operand, right });
}

/** A remainder by zero has no value, and one by a field may be by zero. */
function checkModulus(right: Operand, label: string): void {
  if (right.kind === 'literal' && right.value !== 0n) return;
  throw new QueryError(`${label}: takes a whole number other than 0`);
}
