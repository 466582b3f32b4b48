import { ExpressionOp } from '@aeroform/protocol';
import type { Expression } from './expression.js';
import type { ExpressionKind } from './expression-kind.js';
import { apply } from './operand.js';

/** Kinds that the server compares: GeoJSON has `geoCompare`, and sketches have no order. */
export type ComparableKind = Exclude<ExpressionKind, 'geo' | 'hll'>;

/** True when both are equal. Both have the same type: the server never compares integers with doubles. */
export function eq<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('eq', ExpressionOp.equal, [left, right]);
}

/** True when both differ. Both have the same type: the server never compares integers with doubles. */
export function ne<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('ne', ExpressionOp.notEqual, [left, right]);
}

/** True when `left` is greater. Both have the same type: the server never compares integers with doubles. */
export function gt<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('gt', ExpressionOp.greater, [left, right]);
}

/** True when `left` is greater or equal. Both have the same type: the server never compares integers with doubles. */
export function ge<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('ge', ExpressionOp.greaterOrEqual, [left, right]);
}

/** True when `left` is less. Both have the same type: the server never compares integers with doubles. */
export function lt<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('lt', ExpressionOp.less, [left, right]);
}

/** True when `left` is less or equal. Both have the same type: the server never compares integers with doubles. */
export function le<T extends ComparableKind>(
  left: Expression<T>,
  right: Expression<NoInfer<T>>,
): Expression<'bool'> {
  return apply('le', ExpressionOp.lessOrEqual, [left, right]);
}

/** True when the list holds the value. */
export function inList(value: Expression, list: Expression<'list'>): Expression<'bool'> {
  return apply('inList', ExpressionOp.inList, [value, list]);
}
