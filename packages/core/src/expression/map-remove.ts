import { ExpressionType, MapOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { MapCallName } from '../cdt/map-call.js';
import { BEGIN, END } from './begin-end.js';
import { COUNT, expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import { defineCall, NOTHING, REMOVE_TYPE, type RemoveType } from './define-call.js';
import type { AnyBuilder } from './define-read.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the map as it would be.

type MapResult = Expression<'map'>;
type MapTarget = [bin: Expression<'map'>, ...context: readonly CdtContextStep[]];

function remove(name: MapCallName, ...list: readonly unknown[]): AnyBuilder {
  return defineCall({
    name: `map${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    system: 'map',
    modifies: true,
    code: MapOp[name],
    returns: ExpressionType.map,
    list: list as readonly CallArgument<never>[],
  });
}

/** A removal of one entry takes no return type. */
function removeOne(name: MapCallName, argument: CallArgument<never>): AnyBuilder {
  const append: CallArgument<never>['append'] = (args, given, path) => {
    NOTHING.append(args, undefined as never, path);
    argument.append(args, given, path);
  };
  return remove(name, { name: argument.name, append });
}

/** The map without all entries whose value equals `val`. */
export const mapRemoveByValue: (
  removeType: RemoveType,
  val: Expression,
  ...target: MapTarget
) => MapResult = remove('removeByValue', REMOVE_TYPE, expr('val'));

/** The map without all entries whose value equals one of `values`. */
export const mapRemoveByValueList: (
  removeType: RemoveType,
  values: Expression<'list'>,
  ...target: MapTarget
) => MapResult = remove('removeByValueList', REMOVE_TYPE, expr('values'));

/**
 * The map without the entries with values from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapRemoveByValueRange: (
  removeType: RemoveType,
  begin: Expression | null,
  end: Expression | null,
  ...target: MapTarget
) => MapResult = remove('removeByValueRange', REMOVE_TYPE, BEGIN, END);

/**
 * The map without the entries from `rank` on, counted from where `val` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
export const mapRemoveByValueRelativeRankRange: (
  removeType: RemoveType,
  val: Expression,
  rank: IntArgument,
  count: IntArgument | null,
  ...target: MapTarget
) => MapResult = remove(
  'removeByValueRelativeRankRange',
  REMOVE_TYPE,
  expr('val'),
  int('rank'),
  COUNT,
);

/** The map without the entry at `index` in the order of keys; negative counts from the end. */
export const mapRemoveByIndex: (index: IntArgument, ...target: MapTarget) => MapResult = removeOne(
  'removeByIndex',
  int('index') as CallArgument<never>,
);

/**
 * The map without the entries from `index` on.
 *
 * @param count - how many; null for all to the end.
 */
export const mapRemoveByIndexRange: (
  removeType: RemoveType,
  index: IntArgument,
  count: IntArgument | null,
  ...target: MapTarget
) => MapResult = remove('removeByIndexRange', REMOVE_TYPE, int('index'), COUNT);

/** The map without the entry of `rank`; by value: 0 is the smallest, -1 the largest. */
export const mapRemoveByRank: (rank: IntArgument, ...target: MapTarget) => MapResult = removeOne(
  'removeByRank',
  int('rank') as CallArgument<never>,
);

/**
 * The map without the entries from `rank` on.
 *
 * @param count - how many; null for all to the end.
 */
export const mapRemoveByRankRange: (
  removeType: RemoveType,
  rank: IntArgument,
  count: IntArgument | null,
  ...target: MapTarget
) => MapResult = remove('removeByRankRange', REMOVE_TYPE, int('rank'), COUNT);

/** The map without the entry under `key`. */
export const mapRemoveByKey: (key: Expression, ...target: MapTarget) => MapResult = removeOne(
  'removeByKey',
  expr('key') as CallArgument<never>,
);

/** The map without the entries under `keys`. */
export const mapRemoveByKeyList: (
  removeType: RemoveType,
  keys: Expression<'list'>,
  ...target: MapTarget
) => MapResult = remove('removeByKeyList', REMOVE_TYPE, expr('keys'));

/**
 * The map without the entries with keys from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapRemoveByKeyRange: (
  removeType: RemoveType,
  begin: Expression | null,
  end: Expression | null,
  ...target: MapTarget
) => MapResult = remove('removeByKeyRange', REMOVE_TYPE, BEGIN, END);

/**
 * The map without the entries from `index` on, counted from where `key` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
export const mapRemoveByKeyRelativeIndexRange: (
  removeType: RemoveType,
  key: Expression,
  index: IntArgument,
  count: IntArgument | null,
  ...target: MapTarget
) => MapResult = remove(
  'removeByKeyRelativeIndexRange',
  REMOVE_TYPE,
  expr('key'),
  int('index'),
  COUNT,
);
