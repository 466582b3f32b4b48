import {
  type BinValue,
  LIST_ORDERED,
  LIST_RETURN_COUNT,
  LIST_RETURN_VALUE,
  LIST_UNORDERED,
  LIST_WRITE_ADD_UNIQUE,
  LIST_WRITE_DEFAULT,
  LIST_WRITE_NO_FAIL,
  LIST_WRITE_PARTIAL,
  listAppendItems,
  listClear,
  listCreate,
  listGetByIndexRange,
  listGetByRankRange,
  listIncrement,
  listInsert,
  type ListOperation,
  listPopRange,
  listRemoveByIndexRange,
  listRemoveByValue,
  listSet,
  listSize,
  listSort,
  listTrim,
} from '@aeroform/core';
import { fromBin } from '../mapping/from-bin.js';
import type { ListMetadata, SetMetadata } from '../metadata/value-metadata.js';
import { largestFirst } from './largest-first.js';
import { summandOf } from './number-writer.js';
import {
  encode,
  type OperateTarget,
  plain,
  reading,
  within,
  type WriterMethods,
  writing,
} from './operate-target.js';
import type { PendingOperation } from './pending-operation.js';

/** How a list property is kept. */
interface ListRules {
  readonly order: typeof LIST_ORDERED | typeof LIST_UNORDERED;
  readonly flags: number;
  readonly maxItems: number | null;
}

const UNIQUE = LIST_WRITE_ADD_UNIQUE | LIST_WRITE_NO_FAIL | LIST_WRITE_PARTIAL;

/** Operations on a list or set. */
export function listMethods(
  target: OperateTarget & { readonly value: ListMetadata | SetMetadata },
): WriterMethods {
  return { ...listReads(target), ...listWrites(target), ...listRemovals(target) };
}

type ListTarget = OperateTarget & { readonly value: ListMetadata | SetMetadata };

function listReads(target: ListTarget): WriterMethods {
  const { bin } = target;
  const read = (method: string, operation: ListOperation, decode: (value: BinValue) => unknown) =>
    reading(target, { method, operations: [within(operation, target.steps)], decode });
  return {
    // Ranges, since reading one index beyond the end is an error.
    at: (index: number) =>
      read('at', listGetByIndexRange(bin, index, LIST_RETURN_VALUE, 1), first(target)),
    slice: (index: number, count?: number) =>
      read('slice', listGetByIndexRange(bin, index, LIST_RETURN_VALUE, count), items(target)),
    size: () => read('size', listSize(bin), (value) => value ?? 0),
    topRank: (n: number) =>
      read('topRank', listGetByRankRange(bin, -n, LIST_RETURN_VALUE, n), (value) =>
        largestFirst(items(target)(value) as unknown[], (item) => item),
      ),
  };
}

function listWrites(target: ListTarget): WriterMethods {
  const { bin, steps } = target;
  const { element } = target.value;
  const { order, flags, maxItems } = rulesOf(target.value);
  const write = (
    method: string,
    operations: readonly ListOperation[],
    decode?: (value: BinValue) => unknown,
  ): PendingOperation =>
    writing(target, {
      method,
      operations: [...creation(target, order), ...operations.map((each) => within(each, steps))],
      ...(decode === undefined ? {} : { decode }),
    });
  const grow = (method: string, operation: ListOperation) =>
    maxItems === null
      ? write(method, [operation], plain)
      : write(method, [operation, listTrim(bin, -maxItems, maxItems), listSize(bin)], plain);
  return {
    push: (...values: unknown[]) => {
      const stored = values.map((value) => encode(target, value, element));
      return grow('push', listAppendItems(bin, stored, { order, flags }));
    },
    insert: (index: number, value: unknown) =>
      grow('insert', listInsert(bin, index, encode(target, value, element), { flags })),
    setAt: (index: number, value: unknown) =>
      write('setAt', [listSet(bin, index, encode(target, value, element), { flags })]),
    incAt: (index: number, by: number) =>
      write(
        'incAt',
        [listIncrement(bin, index, summandOf(element, by, false, `${target.label}.incAt`))],
        (value) => fromBin(element, value, target.label),
      ),
    sort: () => write('sort', [listSort(bin)]),
  };
}

function listRemovals(target: ListTarget): WriterMethods {
  const { bin } = target;
  const remove = (
    method: string,
    operation: ListOperation,
    decode?: (value: BinValue) => unknown,
  ): PendingOperation =>
    writing(target, {
      method,
      operations: [within(operation, target.steps)],
      ...(decode === undefined ? {} : { decode }),
    });
  return {
    pop: () => remove('pop', listPopRange(bin, -1, 1), first(target)),
    removeAt: (index: number) =>
      remove('removeAt', listRemoveByIndexRange(bin, index, LIST_RETURN_VALUE, 1), first(target)),
    removeValue: (value: unknown) => {
      const stored = encode(target, value, target.value.element);
      return remove('removeValue', listRemoveByValue(bin, stored, LIST_RETURN_COUNT), plain);
    },
    trim: (index: number, count: number) => remove('trim', listTrim(bin, index, count), plain),
    clear: () => remove('clear', listClear(bin)),
  };
}

function rulesOf(value: ListMetadata | SetMetadata): ListRules {
  if (value.kind === 'set') return { order: LIST_ORDERED, flags: UNIQUE, maxItems: null };
  return {
    order: value.ordered ? LIST_ORDERED : LIST_UNORDERED,
    flags: value.unique ? UNIQUE : LIST_WRITE_DEFAULT,
    maxItems: value.maxItems,
  };
}

/** A list inside a map is made first when it is missing; a bin is made by the write itself. */
function creation(target: ListTarget, order: ListRules['order']): ListOperation[] {
  return target.steps.length === 0 ? [] : [within(listCreate(target.bin, order), target.steps)];
}

function items(target: ListTarget): (value: BinValue) => unknown {
  return (value) =>
    ((value ?? []) as readonly BinValue[]).map((item) =>
      fromBin(target.value.element, item, target.label),
    );
}

function first(target: ListTarget): (value: BinValue) => unknown {
  return (value) => (items(target)(value) as unknown[])[0];
}
