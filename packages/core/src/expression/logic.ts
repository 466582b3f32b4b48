import { ExpressionOp } from '@aeroform/protocol';
import { type Expression, checkExpression } from './expression.js';
import { apply, applyAll } from './operand.js';

/** True when all are true. */
export function and(...exprs: readonly Expression<'bool'>[]): Expression<'bool'> {
  return joined('and', ExpressionOp.and, exprs);
}

/** True when one of them is true. */
export function or(...exprs: readonly Expression<'bool'>[]): Expression<'bool'> {
  return joined('or', ExpressionOp.or, exprs);
}

/** True when exactly one of them is true. */
export function xor(...exprs: readonly Expression<'bool'>[]): Expression<'bool'> {
  return applyAll('xor', ExpressionOp.exclusive, exprs, 2);
}

/** True when `expr` is false; unknown stays unknown. */
export function not(expr: Expression<'bool'>): Expression<'bool'> {
  return apply('not', ExpressionOp.not, [expr]);
}

/** The server refuses a single operand, which is the whole expression then. */
function joined(
  name: string,
  op: ExpressionOp,
  exprs: readonly Expression<'bool'>[],
): Expression<'bool'> {
  const [only] = exprs;
  if (only !== undefined && exprs.length === 1)
    return checkExpression(only, `exp.${name}(operand 1)`);
  return applyAll(name, op, exprs);
}
