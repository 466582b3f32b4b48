import { ExpressionOp } from '@aeroform/protocol';
import type { Expression } from './expression.js';
import { apply } from './operand.js';

/** The keys of a map as a list. */
export function mapKeys(map: Expression<'map'>): Expression<'list'> {
  return apply('mapKeys', ExpressionOp.mapKeys, [map]);
}

/** The values of a map as a list. */
export function mapValues(map: Expression<'map'>): Expression<'list'> {
  return apply('mapValues', ExpressionOp.mapValues, [map]);
}
