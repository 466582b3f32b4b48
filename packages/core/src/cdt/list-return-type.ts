import type { InvertedReturnType } from './inverted.js';

/** Nothing: the fastest for removals. */
export const LIST_RETURN_NONE = 0;
/** Index from the start. */
export const LIST_RETURN_INDEX = 1;
/** Index from the end. */
export const LIST_RETURN_REVERSE_INDEX = 2;
/** Place in the order of values, 0 for the smallest. */
export const LIST_RETURN_RANK = 3;
/** Place in the order of values, 0 for the largest. */
export const LIST_RETURN_REVERSE_RANK = 4;
/** How many elements were selected. */
export const LIST_RETURN_COUNT = 5;
/** The element, or a list of them. */
export const LIST_RETURN_VALUE = 7;
/** Whether any element was selected. */
export const LIST_RETURN_EXISTS = 13;

/** What a list operation answers of a single element. */
export type ListReturnCode =
  | typeof LIST_RETURN_NONE
  | typeof LIST_RETURN_INDEX
  | typeof LIST_RETURN_REVERSE_INDEX
  | typeof LIST_RETURN_RANK
  | typeof LIST_RETURN_REVERSE_RANK
  | typeof LIST_RETURN_COUNT
  | typeof LIST_RETURN_VALUE
  | typeof LIST_RETURN_EXISTS;

/** What a list operation answers of the elements it selects, or of all others ({@link inverted}). */
export type ListReturnType = ListReturnCode | InvertedReturnType<ListReturnCode>;
