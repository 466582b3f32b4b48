import { ExpressionOp, ExpressionType } from '@aeroform/protocol';
import { checkBinName } from '../value/bin-name.js';
import { type Expression, operator } from './expression.js';
import type { ExpressionKind } from './expression-kind.js';

/** The integer in a bin; unknown when the bin holds something else or does not exist. */
export function intBin(name: string): Expression<'int'> {
  return bin(ExpressionType.integer, name, 'exp.intBin(name)');
}

/** The double in a bin. */
export function floatBin(name: string): Expression<'float'> {
  return bin(ExpressionType.float, name, 'exp.floatBin(name)');
}

/** The string in a bin. */
export function stringBin(name: string): Expression<'string'> {
  return bin(ExpressionType.string, name, 'exp.stringBin(name)');
}

/** The boolean in a bin. */
export function boolBin(name: string): Expression<'bool'> {
  return bin(ExpressionType.boolean, name, 'exp.boolBin(name)');
}

/** The bytes in a bin. */
export function blobBin(name: string): Expression<'blob'> {
  return bin(ExpressionType.blob, name, 'exp.blobBin(name)');
}

/** The list in a bin. */
export function listBin(name: string): Expression<'list'> {
  return bin(ExpressionType.list, name, 'exp.listBin(name)');
}

/** The map in a bin. */
export function mapBin(name: string): Expression<'map'> {
  return bin(ExpressionType.map, name, 'exp.mapBin(name)');
}

/** The GeoJSON in a bin. */
export function geoBin(name: string): Expression<'geo'> {
  return bin(ExpressionType.geojson, name, 'exp.geoBin(name)');
}

/** The HyperLogLog sketch in a bin. */
export function hllBin(name: string): Expression<'hll'> {
  return bin(ExpressionType.hll, name, 'exp.hllBin(name)');
}

/** Whether a bin exists. */
export function binExists(name: string): Expression<'bool'> {
  const path = 'exp.binExists(name)';
  return operator(ExpressionOp.notEqual, binTypeOf(name, path), 0);
}

/** Particle type of a bin (1 integer, 2 double, 3 string, 4 blob …); 0 when it does not exist. */
export function binType(name: string): Expression<'int'> {
  return binTypeOf(name, 'exp.binType(name)');
}

function binTypeOf(name: string, path: string): Expression<'int'> {
  return operator(ExpressionOp.binType, { rawText: checkBinName(name, path) });
}

function bin<T extends ExpressionKind>(
  type: ExpressionType,
  name: string,
  path: string,
): Expression<T> {
  return operator(ExpressionOp.bin, type, { rawText: checkBinName(name, path) });
}
