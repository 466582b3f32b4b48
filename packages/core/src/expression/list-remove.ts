import { ExpressionType, ListOp } from '@aeroform/protocol';
import type { CdtContextStep } from '../cdt/cdt-context.js';
import type { ListCallName } from '../cdt/list-call.js';
import { BEGIN, END } from './begin-end.js';
import { COUNT, expr, int, type CallArgument, type IntArgument } from './call-argument.js';
import type { AnyBuilder } from './call-builder.js';
import { behindNothing, defineCall, REMOVE_TYPE, type RemoveType } from './define-call.js';
import type { Expression } from './expression.js';

// What the record holds does not change: these evaluate to the list as it would be.

type ListResult = Expression<'list'>;
type ListTarget = [bin: Expression<'list'>, ...context: readonly CdtContextStep[]];

function remove(operation: ListCallName, ...list: readonly CallArgument[]): AnyBuilder {
  return defineCall({
    system: 'list',
    operation,
    code: ListOp[operation],
    modifies: true,
    returns: ExpressionType.list,
    list,
  });
}

/** A removal of one element takes no return type. */
function removeOne(operation: ListCallName, argument: CallArgument): AnyBuilder {
  return remove(operation, behindNothing(argument));
}

/** The list without all elements that equal `val`. */
export const listRemoveByValue: (
  removeType: RemoveType,
  val: Expression,
  ...target: ListTarget
) => ListResult = remove('removeByValue', REMOVE_TYPE, expr('val'));

/** The list without all elements that equal one of `values`. */
export const listRemoveByValueList: (
  removeType: RemoveType,
  values: Expression<'list'>,
  ...target: ListTarget
) => ListResult = remove('removeByValueList', REMOVE_TYPE, expr('values'));

/**
 * The list without the elements from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const listRemoveByValueRange: (
  removeType: RemoveType,
  begin: Expression | null,
  end: Expression | null,
  ...target: ListTarget
) => ListResult = remove('removeByValueRange', REMOVE_TYPE, BEGIN, END);

/**
 * The list without the elements from `rank` on, counted from where `val` is or would be.
 *
 * @param count - how many; null for all to the end.
 */
export const listRemoveByValueRelativeRankRange: (
  removeType: RemoveType,
  val: Expression,
  rank: IntArgument,
  count: IntArgument | null,
  ...target: ListTarget
) => ListResult = remove(
  'removeByValueRelativeRankRange',
  REMOVE_TYPE,
  expr('val'),
  int('rank'),
  COUNT,
);

/** The list without the element at `index`; negative counts from the end. */
export const listRemoveByIndex: (index: IntArgument, ...target: ListTarget) => ListResult =
  removeOne('removeByIndex', int('index'));

/**
 * The list without the elements from `index` on.
 *
 * @param count - how many; null for all to the end.
 */
export const listRemoveByIndexRange: (
  removeType: RemoveType,
  index: IntArgument,
  count: IntArgument | null,
  ...target: ListTarget
) => ListResult = remove('removeByIndexRange', REMOVE_TYPE, int('index'), COUNT);

/** The list without the element of `rank`; 0 is the smallest, -1 the largest. */
export const listRemoveByRank: (rank: IntArgument, ...target: ListTarget) => ListResult = removeOne(
  'removeByRank',
  int('rank'),
);

/**
 * The list without the elements from `rank` on.
 *
 * @param count - how many; null for all to the end.
 */
export const listRemoveByRankRange: (
  removeType: RemoveType,
  rank: IntArgument,
  count: IntArgument | null,
  ...target: ListTarget
) => ListResult = remove('removeByRankRange', REMOVE_TYPE, int('rank'), COUNT);
