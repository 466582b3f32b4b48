import type { InvertedReturnType } from './inverted.js';

/** Nothing: the fastest for removals. */
export const MAP_RETURN_NONE = 0;
/** Index in the order of keys. */
export const MAP_RETURN_INDEX = 1;
/** Index in the reversed order of keys. */
export const MAP_RETURN_REVERSE_INDEX = 2;
/** Place in the order of values, 0 for the smallest. */
export const MAP_RETURN_RANK = 3;
/** Place in the order of values, 0 for the largest. */
export const MAP_RETURN_REVERSE_RANK = 4;
/** How many entries were selected. */
export const MAP_RETURN_COUNT = 5;
/** The key, or a list of them. */
export const MAP_RETURN_KEY = 6;
/** The value, or a list of them. */
export const MAP_RETURN_VALUE = 7;
/** An array of `[key, value]` pairs in the order of the selection. */
export const MAP_RETURN_KEY_VALUE = 8;
/** Whether any entry was selected. */
export const MAP_RETURN_EXISTS = 13;
/** An unordered map of the selected entries. */
export const MAP_RETURN_UNORDERED_MAP = 16;
/** A key-ordered map of the selected entries. */
export const MAP_RETURN_ORDERED_MAP = 17;

/** What a map operation answers of a single entry. */
export type MapReturnCode =
  | typeof MAP_RETURN_NONE
  | typeof MAP_RETURN_INDEX
  | typeof MAP_RETURN_REVERSE_INDEX
  | typeof MAP_RETURN_RANK
  | typeof MAP_RETURN_REVERSE_RANK
  | typeof MAP_RETURN_COUNT
  | typeof MAP_RETURN_KEY
  | typeof MAP_RETURN_VALUE
  | typeof MAP_RETURN_KEY_VALUE
  | typeof MAP_RETURN_EXISTS
  | typeof MAP_RETURN_UNORDERED_MAP
  | typeof MAP_RETURN_ORDERED_MAP;

/** What a map operation answers of the entries it selects, or of all others ({@link inverted}). */
export type MapReturnType = MapReturnCode | InvertedReturnType<MapReturnCode>;
