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

/** Answers the number of elements. */
export const listSize: (bin: string) => ListOperation = defineList('listSize', 'size');

/** Answers the element at `index`; negative counts from the end. Fails with result code 26 beyond it. */
export const listGet: (bin: string, index: number) => ListOperation = defineList(
  'listGet',
  'get',
  integer('index'),
);

/**
 * Answers the elements from `index` on.
 *
 * @param count - how many; to the end when omitted.
 */
export const listGetRange: (bin: string, index: number, count?: number) => ListOperation =
  defineList('listGetRange', 'getRange', integer('index'), optional(integer('count', 0)));

/** Selects all elements that equal `val`. */
export const listGetByValue: (
  bin: string,
  val: ComparisonValue,
  returnType: ListReturnType,
) => ListOperation = defineList('listGetByValue', 'getByValue', comparison('val'), RETURN_TYPE);

/** Selects the element at `index`; negative counts from the end. */
export const listGetByIndex: (
  bin: string,
  index: number,
  returnType: ListReturnCode,
) => ListOperation = defineList('listGetByIndex', 'getByIndex', integer('index'), RETURN_CODE);

/**
 * Selects the elements from `index` on.
 *
 * @param count - how many; to the end when omitted.
 */
export const listGetByIndexRange: (
  bin: string,
  index: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listGetByIndexRange',
  'getByIndexRange',
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects the element of `rank`; 0 is the smallest, -1 the largest. */
export const listGetByRank: (
  bin: string,
  rank: number,
  returnType: ListReturnCode,
) => ListOperation = defineList('listGetByRank', 'getByRank', integer('rank'), RETURN_CODE);

/**
 * Selects the elements from `rank` on, from small to large.
 *
 * @param count - how many; to the end when omitted.
 */
export const listGetByRankRange: (
  bin: string,
  rank: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listGetByRankRange',
  'getByRankRange',
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects all elements that equal one of `values`. */
export const listGetByValueList: (
  bin: string,
  values: ListOfComparisons,
  returnType: ListReturnType,
) => ListOperation = defineList('listGetByValueList', 'getByValueList', values(), RETURN_TYPE);

/**
 * Selects the elements from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const listGetByValueRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: ListReturnType,
) => ListOperation = defineList('listGetByValueRange', 'getByValueRange', BEGIN, END, RETURN_TYPE);

/**
 * Selects the elements from `rank` on, counted from where `val` is or would be: 0 is the first that is
 * not smaller than `val`.
 *
 * @param count - how many; to the end when omitted.
 */
export const listGetByValueRelativeRankRange: (
  bin: string,
  val: ComparisonValue,
  rank: number,
  returnType: ListReturnType,
  count?: number,
) => ListOperation = defineList(
  'listGetByValueRelativeRankRange',
  'getByValueRelativeRankRange',
  comparison('val'),
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);
