import type { ListPolicy } from '../../cdt/list-policy.js';
import type { BinValue } from '../../value/bin-value.js';
import type { Double } from '../../value/double.js';
import {
  type ListOfValues,
  integer,
  optional,
  summand,
  value,
  values,
} from '../../parameter/call-parameter.js';
import { defineList } from '../define-call.js';
import type { ListOperation } from '../operation.js';
import { INDEXED_LIST_POLICY, LIST_POLICY } from '../../parameter/list-parameter.js';

/** Appends a value; an ordered list puts it in its place. Answers the new size. */
export const listAppend: (bin: string, val: BinValue, policy?: ListPolicy) => ListOperation =
  defineList('listAppend', 'append', value('val'), LIST_POLICY);

/** Appends several values; an ordered list puts them in their places. Answers the new size. */
export const listAppendItems: (
  bin: string,
  values: ListOfValues,
  policy?: ListPolicy,
) => ListOperation = defineList('listAppendItems', 'appendItems', values(), LIST_POLICY);

/**
 * Inserts a value before `index`; the gap to an index beyond the end is filled with nil. Answers the new
 * size.
 */
export const listInsert: (
  bin: string,
  index: number,
  val: BinValue,
  policy?: ListPolicy,
) => ListOperation = defineList(
  'listInsert',
  'insert',
  integer('index'),
  value('val'),
  INDEXED_LIST_POLICY,
);

/** Inserts several values before `index`. Answers the new size. */
export const listInsertItems: (
  bin: string,
  index: number,
  values: ListOfValues,
  policy?: ListPolicy,
) => ListOperation = defineList(
  'listInsertItems',
  'insertItems',
  integer('index'),
  values(),
  INDEXED_LIST_POLICY,
);

/** Replaces the element at `index`. */
export const listSet: (
  bin: string,
  index: number,
  val: BinValue,
  policy?: ListPolicy,
) => ListOperation = defineList(
  'listSet',
  'set',
  integer('index'),
  value('val'),
  INDEXED_LIST_POLICY,
);

/** Adds to the number at `index`. Answers the new value. */
export const listIncrement: (
  bin: string,
  index: number,
  val: number | bigint | Double,
  policy?: ListPolicy,
) => ListOperation = defineList(
  'listIncrement',
  'increment',
  integer('index'),
  summand('val'),
  LIST_POLICY,
);

/** Removes the element at `index` and answers it. */
export const listPop: (bin: string, index: number) => ListOperation = defineList(
  'listPop',
  'pop',
  integer('index'),
);

/**
 * Removes elements from `index` on and answers them.
 *
 * @param count - how many; to the end when omitted.
 */
export const listPopRange: (bin: string, index: number, count?: number) => ListOperation =
  defineList('listPopRange', 'popRange', integer('index'), optional(integer('count', 0)));

/** Removes the element at `index`. Answers how many were removed. */
export const listRemove: (bin: string, index: number) => ListOperation = defineList(
  'listRemove',
  'remove',
  integer('index'),
);

/**
 * Removes elements from `index` on. Answers how many were removed.
 *
 * @param count - how many; to the end when omitted.
 */
export const listRemoveRange: (bin: string, index: number, count?: number) => ListOperation =
  defineList('listRemoveRange', 'removeRange', integer('index'), optional(integer('count', 0)));

/** Removes all elements but `count` from `index` on. Answers how many were removed. */
export const listTrim: (bin: string, index: number, count: number) => ListOperation = defineList(
  'listTrim',
  'trim',
  integer('index'),
  integer('count', 0),
);

/** Removes all elements. */
export const listClear: (bin: string) => ListOperation = defineList('listClear', 'clear');
