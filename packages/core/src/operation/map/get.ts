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
} from '../call-parameter.js';
import { defineMap } from '../define-call.js';
import type { MapOperation } from '../operation.js';
import { RETURN_CODE, RETURN_TYPE } from './map-parameter.js';

/** Answers the number of entries. */
export const mapSize: (bin: string) => MapOperation = defineMap('size');

/** Selects the entry under `key`. */
export const mapGetByKey: (
  bin: string,
  key: ComparisonValue,
  returnType: MapReturnCode,
) => MapOperation = defineMap('getByKey', comparison('key'), RETURN_CODE);

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
) => MapOperation = defineMap('getByKeyRange', BEGIN, END, RETURN_TYPE);

/** Selects the entries under `keys`. */
export const mapGetByKeyList: (
  bin: string,
  keys: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('getByKeyList', values('keys'), RETURN_TYPE);

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
) => MapOperation = defineMap('getByValue', comparison('val'), RETURN_TYPE);

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
) => MapOperation = defineMap('getByValueRange', BEGIN, END, RETURN_TYPE);

/** Selects the entries whose value equals one of `values`. */
export const mapGetByValueList: (
  bin: string,
  values: ListOfComparisons,
  returnType: MapReturnType,
) => MapOperation = defineMap('getByValueList', values(), RETURN_TYPE);

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
) => MapOperation = defineMap('getByIndex', integer('index'), RETURN_CODE);

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
  'getByIndexRange',
  integer('index'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);

/** Selects the entry of `rank` in the order of values; 0 is the smallest, -1 the largest. */
export const mapGetByRank: (bin: string, rank: number, returnType: MapReturnCode) => MapOperation =
  defineMap('getByRank', integer('rank'), RETURN_CODE);

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
  'getByRankRange',
  integer('rank'),
  RETURN_TYPE,
  optional(integer('count', 0)),
);
