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

/** Answers the number of entries. */
export const mapSize: (bin: string) => MapOperation = defineMap('mapSize', 'size');

/** Selects the entry under `key`. */
export const mapGetByKey: (
  bin: string,
  key: ComparisonValue,
  returnType: MapReturnCode,
) => MapOperation = defineMap('mapGetByKey', 'getByKey', comparison('key'), RETURN_CODE);

/**
 * Selects the entries with keys from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapGetByKeyRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapGetByKeyRange', 'getByKeyRange', BEGIN, END, RETURN_TYPE);

/** Selects the entries under `keys`. */
export const mapGetByKeyList: (
  bin: string,
  keys: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapGetByKeyList', 'getByKeyList', values('keys'), RETURN_TYPE);

/**
 * Selects the entries from `index` on, counted from where `key` is or would be: 0 is the first that is
 * not before `key`.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapGetByKeyRelativeIndexRange: (
  bin: string,
  key: ComparisonValue,
  index: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapGetByKeyRelativeIndexRange',
  'getByKeyRelativeIndexRange',
  comparison('key'),
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects all entries whose value equals `val`. */
export const mapGetByValue: (
  bin: string,
  val: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapGetByValue', 'getByValue', comparison('val'), RETURN_TYPE);

/**
 * Selects the entries with values from `begin` to below `end`.
 *
 * @param begin - lower bound, inclusive; null for none.
 * @param end - upper bound, exclusive; null for none.
 */
export const mapGetByValueRange: (
  bin: string,
  begin: ComparisonValue,
  end: ComparisonValue,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapGetByValueRange', 'getByValueRange', BEGIN, END, RETURN_TYPE);

/** Selects the entries whose value equals one of `values`. */
export const mapGetByValueList: (
  bin: string,
  values: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('mapGetByValueList', 'getByValueList', values(), RETURN_TYPE);

/**
 * Selects the entries from `rank` on, counted from where the value `val` is or would be: 0 is the first
 * that is not smaller than `val`.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapGetByValueRelativeRankRange: (
  bin: string,
  val: ComparisonValue,
  rank: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapGetByValueRelativeRankRange',
  'getByValueRelativeRankRange',
  comparison('val'),
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects the entry at `index` in the order of keys; negative counts from the end. */
export const mapGetByIndex: (
  bin: string,
  index: number,
  returnType: MapReturnCode,
) => MapOperation = defineMap('mapGetByIndex', 'getByIndex', integer('index'), RETURN_CODE);

/**
 * Selects the entries from `index` on in the order of keys.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapGetByIndexRange: (
  bin: string,
  index: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapGetByIndexRange',
  'getByIndexRange',
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects the entry of `rank` in the order of values; 0 is the smallest, -1 the largest. */
export const mapGetByRank: (bin: string, rank: number, returnType: MapReturnCode) => MapOperation =
  defineMap('mapGetByRank', 'getByRank', integer('rank'), RETURN_CODE);

/**
 * Selects the entries from `rank` on in the order of values.
 *
 * @param count - how many; to the end when omitted.
 */
export const mapGetByRankRange: (
  bin: string,
  rank: number,
  returnType: MapReturnType,
  count?: number,
) => MapOperation = defineMap(
  'mapGetByRankRange',
  'getByRankRange',
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);
