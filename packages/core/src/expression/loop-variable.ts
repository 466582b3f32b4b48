import { ExpressionOp, ExpressionType } from '@aeroform/protocol';
import { InvalidArgError, invalidArg } from '../error/argument-error.js';
import { type AnyExpression, type Expression, operator } from './expression.js';
import type { ExpressionKind } from './expression-kind.js';

// What the expressions of path operations see of the element at hand.

/** Its map key; unknown in a list. */
export const LOOP_VAR_KEY = 0;
/** Its value. */
export const LOOP_VAR_VALUE = 1;
/** Its list index, an integer; unknown in a map. */
export const LOOP_VAR_INDEX = 2;

/** A `LOOP_VAR_…` constant. */
export type LoopVarPart = typeof LOOP_VAR_KEY | typeof LOOP_VAR_VALUE | typeof LOOP_VAR_INDEX;
/** The parts that may have any type. */
export type LoopVarContent = Exclude<LoopVarPart, typeof LOOP_VAR_INDEX>;

/** An integer of the element at hand; unknown when it is of another type, as all of these. */
export function loopVarInt(part: LoopVarPart): Expression<'int'> {
  return loopVar(ExpressionType.integer, part, 'loopVarInt');
}

/** A double of the element at hand. */
export function loopVarFloat(part: LoopVarContent): Expression<'float'> {
  return loopVar(ExpressionType.float, part, 'loopVarFloat');
}

/** A string of the element at hand. */
export function loopVarString(part: LoopVarContent): Expression<'string'> {
  return loopVar(ExpressionType.string, part, 'loopVarString');
}

/** A boolean of the element at hand. */
export function loopVarBool(part: LoopVarContent): Expression<'bool'> {
  return loopVar(ExpressionType.boolean, part, 'loopVarBool');
}

/** Bytes of the element at hand. */
export function loopVarBlob(part: LoopVarContent): Expression<'blob'> {
  return loopVar(ExpressionType.blob, part, 'loopVarBlob');
}

/** A list of the element at hand. */
export function loopVarList(part: LoopVarContent): Expression<'list'> {
  return loopVar(ExpressionType.list, part, 'loopVarList');
}

/** A map of the element at hand. */
export function loopVarMap(part: LoopVarContent): Expression<'map'> {
  return loopVar(ExpressionType.map, part, 'loopVarMap');
}

/** GeoJSON of the element at hand. */
export function loopVarGeo(part: LoopVarContent): Expression<'geo'> {
  return loopVar(ExpressionType.geojson, part, 'loopVarGeo');
}

/** A HyperLogLog sketch of the element at hand. */
export function loopVarHll(part: LoopVarContent): Expression<'hll'> {
  return loopVar(ExpressionType.hll, part, 'loopVarHll');
}

/** Nil of the element at hand. */
export function loopVarNil(part: LoopVarContent): Expression<'nil'> {
  return loopVar(ExpressionType.nil, part, 'loopVarNil');
}

/** As the value of a modification by path: removes the element at hand. */
export function removeResult(): AnyExpression {
  return operator(ExpressionOp.removeResult);
}

const PARTS: ReadonlySet<unknown> = new Set([LOOP_VAR_KEY, LOOP_VAR_VALUE, LOOP_VAR_INDEX]);

function loopVar<T extends ExpressionKind>(
  type: ExpressionType,
  part: LoopVarPart,
  name: string,
): Expression<T> {
  const path = `exp.${name}(part)`;
  if (!PARTS.has(part)) throw invalidArg(path, part, 'a LOOP_VAR_… constant');
  if (part === LOOP_VAR_INDEX && type !== ExpressionType.integer) {
    throw new InvalidArgError(`${path}: an index is an integer; use exp.loopVarInt`, {
      argument: path,
    });
  }
  return operator(ExpressionOp.loopVariable, type, part);
}
