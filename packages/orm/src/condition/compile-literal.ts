import { exp, type Expression } from '@aeroform/core';
import type { Literal } from './operand.js';
import type { ValuePoint } from './value-interval.js';
import type { ValueType } from './value-type.js';

// safe in every row: a literal's value has the form that its type says
const LITERALS: Readonly<Record<ValueType, (value: never) => Expression>> = {
  int: exp.intVal,
  double: exp.floatVal,
  string: exp.stringVal,
  blob: exp.blobVal,
  bool: exp.boolVal,
  geojson: exp.geoVal,
  list: exp.listVal,
  map: exp.mapVal,
  hll: exp.blobVal,
};

/** A literal as an expression. */
export function literalExpression({ type, value }: Literal): Expression {
  return LITERALS[type](value as never);
}

/** A bound of a value range as an expression. */
export function pointExpression(point: ValuePoint): Expression {
  if (point === 'nil') return exp.nil();
  return point === 'infinity' ? exp.infinity() : literalExpression(point);
}
