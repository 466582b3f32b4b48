import { ExpressionOp } from '@aeroform/protocol';
import type { Expression } from './expression.js';
import { apply, applyAll } from './operand.js';

/** Kinds of numbers; operands of one operator are all integers or all doubles. */
type NumberKind = 'int' | 'float';

/** Sum. */
export function numAdd<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('numAdd', ExpressionOp.add, [first, ...exprs]);
}

/** The first minus all others; a single one is negated. */
export function numSub<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('numSub', ExpressionOp.subtract, [first, ...exprs]);
}

/** Product. */
export function numMul<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('numMul', ExpressionOp.multiply, [first, ...exprs]);
}

/** The first divided by all others; a single one is inverted. Integers are cut towards 0. */
export function numDiv<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('numDiv', ExpressionOp.divide, [first, ...exprs]);
}

/** The smallest. */
export function min<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('min', ExpressionOp.minimum, [first, ...exprs]);
}

/** The largest. */
export function max<T extends NumberKind>(
  first: Expression<T>,
  ...exprs: readonly Expression<NoInfer<T>>[]
): Expression<T> {
  return applyAll('max', ExpressionOp.maximum, [first, ...exprs]);
}

/** Remainder of integers. */
export function numMod(
  numerator: Expression<'int'>,
  denominator: Expression<'int'>,
): Expression<'int'> {
  return apply('numMod', ExpressionOp.modulo, [numerator, denominator]);
}

/** `base` to the power of `exponent`. */
export function numPow(
  base: Expression<'float'>,
  exponent: Expression<'float'>,
): Expression<'float'> {
  return apply('numPow', ExpressionOp.power, [base, exponent]);
}

/** Logarithm of `num` to a base. */
export function numLog(num: Expression<'float'>, base: Expression<'float'>): Expression<'float'> {
  return apply('numLog', ExpressionOp.logarithm, [num, base]);
}

/** Rounded down. */
export function numFloor(num: Expression<'float'>): Expression<'float'> {
  return apply('numFloor', ExpressionOp.floor, [num]);
}

/** Rounded up. */
export function numCeil(num: Expression<'float'>): Expression<'float'> {
  return apply('numCeil', ExpressionOp.ceiling, [num]);
}

/** A double as an integer, cut towards 0. */
export function toInt(num: Expression<'float'>): Expression<'int'> {
  return apply('toInt', ExpressionOp.toInteger, [num]);
}

/** An integer as a double. */
export function toFloat(num: Expression<'int'>): Expression<'float'> {
  return apply('toFloat', ExpressionOp.toFloat, [num]);
}

/** Value without its sign. */
export function numAbs<T extends NumberKind>(value: Expression<T>): Expression<T> {
  return apply('numAbs', ExpressionOp.absolute, [value]);
}
