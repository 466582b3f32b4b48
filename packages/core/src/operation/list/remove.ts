import type { ListReturnCode, ListReturnType } from '../../cdt/list-return-type.js';
import type { ComparisonValue } from '../../value/comparison-value.js';
import {
  BEGIN,
  END,
  type ListOfComparisons,
  comparison,
  integer,
  optional,
  values,
} from '../../parameter/call-parameter.js';
import { defineList } from '../define-call.js';
import type { ListOperation } from '../operation.js';
import { RETURN_CODE, RETURN_TYPE } from '../../parameter/list-parameter.js';

/** Removes all elements that equal `val`. */
export const listRemoveByValue: (
  bin: string,
  val: ComparisonValue,
  returnType: ListReturnType,
) => ListOperation = defineList(
  'listRemoveByValue',
  'removeByValue',
  comparison('val'),
  RETURN_TYPE,
);

/** Removes the element at `index`; negative counts from the end. */
export const listRemoveByIndex: (
  bin: string,
  index: number,
  returnType: ListReturnCode,
) => ListOperation = defineList(
  'listRemoveByIndex',
  'removeByIndex',
  integer('index'),
  RETURN_CODE,
);

/**
 * Removes the elements from `index` on.
 *
 * @param count - how many; to the end when omitted.
 */
export const listRemoveByIndexRange: (
  bin: string,
  index: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listRemoveByIndexRange',
  'removeByIndexRange',
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Removes the element of `rank`; 0 is the smallest, -1 the largest. */
export const listRemoveByRank: (
  bin: string,
  rank: number,
  returnType: ListReturnCode,
) => ListOperation = defineList('listRemoveByRank', 'removeByRank', integer('rank'), RETURN_CODE);

/**
 * Removes the elements from `rank` on, from small to large.
 *
 * @param count - how many; to the end when omitted.
 */
export const listRemoveByRankRange: (
  bin: string,
  rank: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listRemoveByRankRange',
  'removeByRankRange',
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Removes all elements that equal one of `values`. */
export const listRemoveByValueList: (
  bin: string,
  values: ListOfComparisons,
  returnType: ListReturnType,
) => ListOperation = defineList(
  'listRemoveByValueList',
  'removeByValueList',
  values(),
  RETURN_TYPE,
);

/**
 * Removes the elements from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const listRemoveByValueRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: ListReturnType,
) => ListOperation = defineList(
  'listRemoveByValueRange',
  'removeByValueRange',
  BEGIN,
  END,
  RETURN_TYPE,
);

/**
 * Removes the elements from `rank` on, counted from where `val` is or would be: 0 is the first that is
 * not smaller than `val`.
 *
 * @param count - how many; to the end when omitted.
 */
export const listRemoveByValueRelativeRankRange: (
  bin: string,
  val: ComparisonValue,
  rank: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listRemoveByValueRelativeRankRange',
  'removeByValueRelativeRankRange',
  comparison('val'),
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);
