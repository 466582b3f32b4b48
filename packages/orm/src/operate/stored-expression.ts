import { types } from 'node:util';
import { type BinValue, Double, exp, type Expression, GeoJson, Hll } from '@aeroform/core';

/** A stored value as an expression; nil for null. */
export function storedExpression(value: BinValue): Expression {
  switch (typeof value) {
    case 'boolean':
      return exp.boolVal(value);
    case 'string':
      return exp.stringVal(value);
    case 'bigint':
      return exp.intVal(value);
    case 'number':
      return Number.isInteger(value) ? exp.intVal(value) : exp.floatVal(value);
    default:
      return value === null ? exp.nil() : objectExpression(value);
  }
}

function objectExpression(value: Exclude<BinValue, string | number | bigint | boolean | null>) {
  if (value instanceof Double) return exp.floatVal(value.value);
  if (value instanceof GeoJson) return exp.geoVal(value);
  if (value instanceof Hll) return exp.blobVal(value.bytes);
  if (types.isUint8Array(value)) return exp.blobVal(value);
  if (Array.isArray(value)) return exp.listVal(value as readonly BinValue[]);
  return exp.mapVal(value as never);
}
