import type { ExpressionOp } from '@aeroform/protocol';
import { InvalidArgError } from '../error/argument-error.js';
import { type Expression, checkExpression, operator } from './expression.js';
import type { ExpressionKind } from './expression-kind.js';

/** An operator with checked operands. */
export function apply<T extends ExpressionKind>(
  name: string,
  op: ExpressionOp,
  operands: readonly Expression[],
): Expression<T> {
  operands.forEach((operand, i) => checkExpression(operand, `exp.${name}(operand ${i + 1})`));
  return operator(op, ...operands);
}

/** An operator with at least `min` checked operands. */
export function applyAll<T extends ExpressionKind>(
  name: string,
  op: ExpressionOp,
  operands: readonly Expression[],
  min = 1,
): Expression<T> {
  if (operands.length < min) {
    throw new InvalidArgError(
      `exp.${name} needs at least ${min} operand${min === 1 ? '' : 's'}; got ${operands.length}`,
      { argument: `exp.${name}` },
    );
  }
  return apply(name, op, operands);
}
