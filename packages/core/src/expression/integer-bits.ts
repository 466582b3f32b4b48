import { ExpressionOp } from '@aeroform/protocol';
import type { Expression } from './expression.js';
import { apply, applyAll } from './operand.js';

/** Bitwise and. */
export function intAnd(...exprs: readonly Expression<'int'>[]): Expression<'int'> {
  return applyAll('intAnd', ExpressionOp.integerAnd, exprs, 2);
}

/** Bitwise or. */
export function intOr(...exprs: readonly Expression<'int'>[]): Expression<'int'> {
  return applyAll('intOr', ExpressionOp.integerOr, exprs, 2);
}

/** Bitwise exclusive or. */
export function intXor(...exprs: readonly Expression<'int'>[]): Expression<'int'> {
  return applyAll('intXor', ExpressionOp.integerXor, exprs, 2);
}

/** Bitwise not. */
export function intNot(expr: Expression<'int'>): Expression<'int'> {
  return apply('intNot', ExpressionOp.integerNot, [expr]);
}

/** Shifted to the left. */
export function intLshift(value: Expression<'int'>, shift: Expression<'int'>): Expression<'int'> {
  return apply('intLshift', ExpressionOp.integerLeftShift, [value, shift]);
}

/** Shifted to the right, filled with 0. */
export function intRshift(value: Expression<'int'>, shift: Expression<'int'>): Expression<'int'> {
  return apply('intRshift', ExpressionOp.integerRightShift, [value, shift]);
}

/** Shifted to the right, filled with the sign. */
export function intArshift(value: Expression<'int'>, shift: Expression<'int'>): Expression<'int'> {
  return apply('intArshift', ExpressionOp.integerArithmeticRightShift, [value, shift]);
}

/** How many bits are set. */
export function intCount(expr: Expression<'int'>): Expression<'int'> {
  return apply('intCount', ExpressionOp.integerCount, [expr]);
}

/** Place of the first bit that equals `search`, 0 for the highest; -1 when there is none. */
export function intLscan(value: Expression<'int'>, search: Expression<'bool'>): Expression<'int'> {
  return apply('intLscan', ExpressionOp.integerLeftScan, [value, search]);
}

/** Place of the last bit that equals `search`, 0 for the highest; -1 when there is none. */
export function intRscan(value: Expression<'int'>, search: Expression<'bool'>): Expression<'int'> {
  return apply('intRscan', ExpressionOp.integerRightScan, [value, search]);
}
