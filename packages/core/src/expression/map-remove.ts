import { ExpressionType, MapOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { MapCallName } from '../cdt/map-call.js';
import { BEGIN, END } from './begin-end.js';
import { COUNT, expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { behindNothing, defineCall, REMOVE_TYPE, type RemoveType } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the map as it would be.

type MapResult = Expression<'map'>;
type MapTarget = [bin: Expression<'map'>, ...context: readonly CdtContextStep[]];

function remove(operation: MapCallName, ...list: readonly CallArgument[]): AnyBuilder {
  return defineCall({
    system: 'map',
    operation,
    code: MapOp[operation],
    modifies: true,
    returns: ExpressionType.map,
    list,
  });
}

/** A removal of one entry takes no return type. */
function removeOne(operation: MapCallName, argument: CallArgument): AnyBuilder {
  return remove(operation, behindNothing(argument));
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
  int('index'),
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
  int('rank'),
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
  expr('key'),
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
