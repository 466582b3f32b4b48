import type { MapReturnCode, MapReturnType } from '../../cdt/map-return-type.js';
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
import { defineMap } from '../define-call.js';
import type { MapOperation } from '../operation.js';
import { RETURN_CODE, RETURN_TYPE } from '../../parameter/map-parameter.js';

/** Removes the entry under `key`. */
export const mapRemoveByKey: (
  bin: string,
  key: ComparisonValue,
  returnType: MapReturnCode,
) => MapOperation = defineMap('mapRemoveByKey', 'removeByKey', comparison('key'), RETURN_CODE);

/**
 * Removes the entries with keys from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapRemoveByKeyRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapRemoveByKeyRange', 'removeByKeyRange', BEGIN, END, RETURN_TYPE);

/** Removes the entries under `keys`. */
export const mapRemoveByKeyList: (
  bin: string,
  keys: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapRemoveByKeyList', 'removeByKeyList', values('keys'), RETURN_TYPE);

/**
 * Removes the entries from `index` on, counted from where `key` is or would be: 0 is the first that is
 * not before `key`.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapRemoveByKeyRelativeIndexRange: (
  bin: string,
  key: ComparisonValue,
  index: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapRemoveByKeyRelativeIndexRange',
  'removeByKeyRelativeIndexRange',
  comparison('key'),
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Removes all entries whose value equals `val`. */
export const mapRemoveByValue: (
  bin: string,
  val: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapRemoveByValue', 'removeByValue', comparison('val'), RETURN_TYPE);

/**
 * Removes the entries with values from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapRemoveByValueRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap(
  'mapRemoveByValueRange',
  'removeByValueRange',
  BEGIN,
  END,
  RETURN_TYPE,
);

/** Removes the entries whose value equals one of `values`. */
export const mapRemoveByValueList: (
  bin: string,
  values: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapRemoveByValueList', 'removeByValueList', values(), RETURN_TYPE);

/**
 * Removes the entries from `rank` on, counted from where the value `val` is or would be: 0 is the first
 * that is not smaller than `val`.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapRemoveByValueRelativeRankRange: (
  bin: string,
  val: ComparisonValue,
  rank: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapRemoveByValueRelativeRankRange',
  'removeByValueRelativeRankRange',
  comparison('val'),
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Removes the entry at `index` in the order of keys; negative counts from the end. */
export const mapRemoveByIndex: (
  bin: string,
  index: number,
  returnType: MapReturnCode,
) => MapOperation = defineMap('mapRemoveByIndex', 'removeByIndex', integer('index'), RETURN_CODE);

/**
 * Removes the entries from `index` on in the order of keys.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapRemoveByIndexRange: (
  bin: string,
  index: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapRemoveByIndexRange',
  'removeByIndexRange',
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Removes the entry of `rank` in the order of values; 0 is the smallest, -1 the largest. */
export const mapRemoveByRank: (
  bin: string,
  rank: number,
  returnType: MapReturnCode,
) => MapOperation = defineMap('mapRemoveByRank', 'removeByRank', integer('rank'), RETURN_CODE);

/**
 * Removes the entries from `rank` on in the order of values.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapRemoveByRankRange: (
  bin: string,
  rank: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapRemoveByRankRange',
  'removeByRankRange',
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);
