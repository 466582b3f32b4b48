import { MsgpackWriter, decodeWholeValue } from '@aeroform/protocol';
import { types } from 'node:util';
import { invalidArg } from '../error/argument-error.js';
import type { BinValue } from '../value/bin-value.js';
import { CDT_INFINITY, CDT_WILDCARD, type ComparisonValue } from '../value/comparison-value.js';
import { Double } from '../value/double.js';
import { GeoJson, geojson } from '../value/geojson.js';
import { exactValueFactory } from '../value/value-factory.js';
import { writeValue } from '../value/write-value.js';
import { type AnyExpression, type Expression, expression } from './expression.js';
import type { ExpressionKind } from './expression-kind.js';

/** An integer; a bigint outside ±(2^53 − 1). */
export function intVal(val: number | bigint): Expression<'int'> {
  const small = typeof val === 'bigint' ? Number(val) : val;
  if (Number.isSafeInteger(small)) return literal(small);
  if (typeof val === 'bigint' && BigInt.asIntN(64, val) === val) return literal(val);
  throw invalidArg('exp.intVal(val)', val, 'an integer of 64 bits; a bigint outside ±(2^53 − 1)');
}

/** A double. */
export function floatVal(val: number): Expression<'float'> {
  if (typeof val !== 'number') throw invalidArg('exp.floatVal(val)', val, 'a number');
  return literal(new Double(val));
}

/** A string. */
export function stringVal(val: string): Expression<'string'> {
  if (typeof val !== 'string') throw invalidArg('exp.stringVal(val)', val, 'a string');
  return literal(val);
}

/** A boolean. */
export function boolVal(val: boolean): Expression<'bool'> {
  if (typeof val !== 'boolean') throw invalidArg('exp.boolVal(val)', val, 'a boolean');
  return literal(val);
}

/** Bytes; copied. */
export function blobVal(val: Uint8Array): Expression<'blob'> {
  if (!types.isUint8Array(val)) throw invalidArg('exp.blobVal(val)', val, 'bytes (Uint8Array)');
  return literal(Buffer.from(val));
}

/** A list; copied. */
export function listVal(val: readonly BinValue[] | ReadonlySet<BinValue>): Expression<'list'> {
  if (!Array.isArray(val) && !types.isSet(val)) {
    throw invalidArg('exp.listVal(val)', val, 'an array or a Set');
  }
  return literal(snapshot(val, 'exp.listVal(val)'));
}

/** A key-ordered map; copied. */
export function mapVal(
  val: ReadonlyMap<BinValue, BinValue> | { readonly [key: string]: BinValue },
): Expression<'map'> {
  const copy: unknown = snapshot(val, 'exp.mapVal(val)');
  const isMap = typeof copy === 'object' && copy !== null && !Array.isArray(copy);
  if (!isMap || types.isUint8Array(copy) || copy instanceof Double || copy instanceof GeoJson) {
    throw invalidArg('exp.mapVal(val)', val, 'a Map or a plain object');
  }
  return literal(copy as ComparisonValue);
}

/** GeoJSON, as text, object or value. */
export function geoVal(val: string | object): Expression<'geo'> {
  return literal(geojson(val instanceof GeoJson ? val.json : val));
}

/** Nil. */
export function nil(): Expression<'nil'> {
  return literal(null);
}

/** Greater than every value; only as a bound of list and map ranges. */
export function infinity(): AnyExpression {
  return literal(CDT_INFINITY);
}

/** Equal to every value; only where list and map expressions compare. */
export function wildcard(): AnyExpression {
  return literal(CDT_WILDCARD);
}

/** A value as an expression. */
export function literal<T extends ExpressionKind>(value: ComparisonValue): Expression<T> {
  return expression({ form: 'literal', value });
}

/** A checked copy, so that what the caller changes later does not change the expression. */
function snapshot(value: BinValue, path: string): ComparisonValue {
  const writer = new MsgpackWriter();
  writeValue(writer, value, path);
  return decodeWholeValue(exactValueFactory, writer.view());
}
