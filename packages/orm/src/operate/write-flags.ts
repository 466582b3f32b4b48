import {
  BIT_OVERFLOW_FAIL,
  BIT_OVERFLOW_SATURATE,
  BIT_OVERFLOW_WRAP,
  BIT_RESIZE_FROM_FRONT,
  BIT_RESIZE_GROW_ONLY,
  BIT_RESIZE_SHRINK_ONLY,
  BIT_WRITE_CREATE_ONLY,
  BIT_WRITE_NO_FAIL,
  BIT_WRITE_PARTIAL,
  BIT_WRITE_UPDATE_ONLY,
  type BitOverflowAction,
  EXP_WRITE_CREATE_ONLY,
  EXP_WRITE_EVAL_NO_FAIL,
  EXP_WRITE_POLICY_NO_FAIL,
  EXP_WRITE_UPDATE_ONLY,
  HLL_WRITE_ALLOW_FOLD,
  HLL_WRITE_CREATE_ONLY,
  HLL_WRITE_NO_FAIL,
  HLL_WRITE_UPDATE_ONLY,
  LIST_SORT_DEFAULT,
  LIST_SORT_DESCENDING,
  LIST_SORT_DROP_DUPLICATES,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_INSERT_BOUNDED,
  LIST_WRITE_NO_FAIL,
  LIST_WRITE_PARTIAL,
  MAP_WRITE_FLAGS_CREATE_ONLY,
  MAP_WRITE_FLAGS_NO_FAIL,
  MAP_WRITE_FLAGS_PARTIAL,
  MAP_WRITE_FLAGS_UPDATE_ONLY,
} from '@aeroform/core';
import type {
  BitArithmeticOptions,
  BitResizeOptions,
  BitWriteOptions,
  ExpressionWriteOptions,
  HllWriteOptions,
  ListWriteOptions,
  MapWriteOptions,
  SortOptions,
} from '../type/write-options.js';
import { checkOptions, type OptionTable } from './check-options.js';

const EXISTENCE = { only: ['create', 'update'], noFail: 'boolean' } as const satisfies OptionTable;
const PARTIAL = { ...EXISTENCE, partial: 'boolean' } as const satisfies OptionTable;
const LIST = {
  unique: 'boolean',
  bounded: 'boolean',
  noFail: 'boolean',
  partial: 'boolean',
} as const satisfies OptionTable;
const SORT = { descending: 'boolean', dropDuplicates: 'boolean' } as const satisfies OptionTable;
const EXPRESSION = { ...EXISTENCE, skipUnknown: 'boolean' } as const satisfies OptionTable;
const ARITHMETIC = {
  ...PARTIAL,
  signed: 'boolean',
  overflow: ['fail', 'saturate', 'wrap'],
} as const satisfies OptionTable;
const RESIZE = {
  ...PARTIAL,
  fromFront: 'boolean',
  never: ['grow', 'shrink'],
} as const satisfies OptionTable;
const HLL = {
  ...EXISTENCE,
  allowFold: 'boolean',
  indexBits: 'number',
  minhashBits: 'number',
} as const satisfies OptionTable;

/** Flags of values put into a unique list: what it holds is left out. */
export const UNIQUE_FLAGS = LIST_WRITE_ADD_UNIQUE | LIST_WRITE_NO_FAIL | LIST_WRITE_PARTIAL;

/** Flags of values put into a list that may be declared unique. */
export function listFlags(
  options: ListWriteOptions | undefined,
  isUnique: boolean,
  label: string,
): number {
  checkOptions(options, LIST, label);
  const { unique = isUnique, bounded, noFail = isUnique, partial = isUnique } = options ?? {};
  return (
    (unique ? LIST_WRITE_ADD_UNIQUE : 0) |
    (bounded === true ? LIST_WRITE_INSERT_BOUNDED : 0) |
    (noFail ? LIST_WRITE_NO_FAIL : 0) |
    (partial ? LIST_WRITE_PARTIAL : 0)
  );
}

/** Flags of entries put into a map. */
export function mapFlags(options: MapWriteOptions | undefined, label: string): number {
  if (options === undefined) return 0;
  checkOptions(options, PARTIAL, label);
  const { only, noFail, partial } = options;
  return (
    (only === 'create' ? MAP_WRITE_FLAGS_CREATE_ONLY : 0) |
    (only === 'update' ? MAP_WRITE_FLAGS_UPDATE_ONLY : 0) |
    (noFail === true ? MAP_WRITE_FLAGS_NO_FAIL : 0) |
    (partial === true ? MAP_WRITE_FLAGS_PARTIAL : 0)
  );
}

/** Flags of a sorting; one after the other, since the server refuses both at once (CE 8.1.2). */
export function sortFlags(options: SortOptions | undefined, label: string): readonly number[] {
  checkOptions(options, SORT, label);
  const { descending = false, dropDuplicates = false } = options ?? {};
  if (!dropDuplicates) return [descending ? LIST_SORT_DESCENDING : LIST_SORT_DEFAULT];
  const once = [LIST_SORT_DROP_DUPLICATES];
  return descending ? [...once, LIST_SORT_DESCENDING] : once;
}

/** Flags of an expression that is written. */
export function expressionFlags(
  options: ExpressionWriteOptions | undefined,
  label: string,
): number {
  if (options === undefined) return 0;
  checkOptions(options, EXPRESSION, label);
  const { only, noFail, skipUnknown } = options;
  return (
    (only === 'create' ? EXP_WRITE_CREATE_ONLY : 0) |
    (only === 'update' ? EXP_WRITE_UPDATE_ONLY : 0) |
    (noFail === true ? EXP_WRITE_POLICY_NO_FAIL : 0) |
    (skipUnknown === true ? EXP_WRITE_EVAL_NO_FAIL : 0)
  );
}

/** Flags of bits that are written. */
export function bitFlags(
  options: BitWriteOptions | undefined,
  label: string,
  table: OptionTable = PARTIAL,
): number {
  if (options === undefined) return 0;
  checkOptions(options, table, label);
  const { only, noFail, partial } = options;
  return (
    (only === 'create' ? BIT_WRITE_CREATE_ONLY : 0) |
    (only === 'update' ? BIT_WRITE_UPDATE_ONLY : 0) |
    (noFail === true ? BIT_WRITE_NO_FAIL : 0) |
    (partial === true ? BIT_WRITE_PARTIAL : 0)
  );
}

const OVERFLOW: Readonly<Record<NonNullable<BitArithmeticOptions['overflow']>, BitOverflowAction>> =
  {
    fail: BIT_OVERFLOW_FAIL,
    saturate: BIT_OVERFLOW_SATURATE,
    wrap: BIT_OVERFLOW_WRAP,
  };

/** Flags and settings of bits that are added to. */
export function arithmeticFlags(
  options: BitArithmeticOptions | undefined,
  label: string,
): { readonly flags: number; readonly signed: boolean; readonly overflow: BitOverflowAction } {
  const flags = bitFlags(options, label, ARITHMETIC);
  const { signed = false, overflow = 'fail' } = options ?? {};
  return { flags, signed, overflow: OVERFLOW[overflow] };
}

/** Flags of bytes that are given a size. */
export function resizeFlags(
  options: BitResizeOptions | undefined,
  label: string,
): { readonly flags: number; readonly resize: number } {
  const flags = bitFlags(options, label, RESIZE);
  const { fromFront, never } = options ?? {};
  const resize =
    (fromFront === true ? BIT_RESIZE_FROM_FRONT : 0) |
    (never === 'grow' ? BIT_RESIZE_SHRINK_ONLY : 0) |
    (never === 'shrink' ? BIT_RESIZE_GROW_ONLY : 0);
  return { flags, resize };
}

/** Flags of sketches that are written. */
export function hllFlags(options: HllWriteOptions | undefined, label: string): number {
  if (options === undefined) return 0;
  checkOptions(options, HLL, label);
  const { only, noFail, allowFold } = options;
  return (
    (only === 'create' ? HLL_WRITE_CREATE_ONLY : 0) |
    (only === 'update' ? HLL_WRITE_UPDATE_ONLY : 0) |
    (noFail === true ? HLL_WRITE_NO_FAIL : 0) |
    (allowFold === true ? HLL_WRITE_ALLOW_FOLD : 0)
  );
}
