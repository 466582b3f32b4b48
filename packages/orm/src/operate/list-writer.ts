import {
  LIST_ORDERED,
  LIST_UNORDERED,
  listAppendItems,
  listIncrement,
  listInsert,
  listInsertItems,
  type ListOperation,
  listSet,
  listSetOrder,
  listSize,
  listSort,
  listTrim,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { fromBin } from '../mapping/from-bin.js';
import type { ListMetadata } from '../metadata/value-metadata.js';
import type { ListWriteOptions, SortOptions } from '../type/write-options.js';
import { ListReader, refuseOrdered } from './list-reader.js';
import { creation, type ListTarget, orderOf } from './list-target.js';
import { within } from './nested-operation.js';
import { summandOf } from './number-writer.js';
import { type Decode, decodePlain, encode, type OperateTarget, writing } from './operate-target.js';
import { TARGET } from './value-writer.js';
import { listFlags, sortFlags, UNIQUE_FLAGS } from './write-flags.js';

/** Operations on a list. */
export class ListWriter extends ListReader {
  declare readonly [TARGET]: OperateTarget<ListMetadata>;

  push(...values: unknown[]): unknown {
    return append(this[TARGET], 'push', values);
  }

  pushAll(values: readonly unknown[], options?: ListWriteOptions): unknown {
    return append(this[TARGET], 'pushAll', values, options);
  }

  insert(index: number, value: unknown, options?: ListWriteOptions): unknown {
    const target = this[TARGET];
    const stored = encode(target, value, target.value.element, 'insert');
    const policy = { flags: indexedFlags(target, 'insert', options) };
    return grow(target, 'insert', listInsert(target.bin, index, stored, policy));
  }

  insertAll(index: number, values: readonly unknown[], options?: ListWriteOptions): unknown {
    const target = this[TARGET];
    const stored = encodeAll(target, 'insertAll', values);
    const policy = { flags: indexedFlags(target, 'insertAll', options) };
    return grow(target, 'insertAll', listInsertItems(target.bin, index, stored, policy));
  }

  setAt(index: number, value: unknown, options?: ListWriteOptions): unknown {
    const target = this[TARGET];
    const stored = encode(target, value, target.value.element, 'setAt');
    const policy = { flags: indexedFlags(target, 'setAt', options) };
    return write(target, 'setAt', listSet(target.bin, index, stored, policy));
  }

  incAt(index: number, by: number | bigint): unknown {
    const target = this[TARGET];
    const summand = summandOf(target, 'incAt', target.value.element, by);
    return write(target, 'incAt', listIncrement(target.bin, index, summand), decodeElement);
  }

  sort(options?: SortOptions): unknown {
    const target = this[TARGET];
    const { bin, steps } = target;
    const sorts = sortFlags(options, `${target.label}.sort`).map((flags) =>
      within(listSort(bin, flags), steps),
    );
    return writing(target, 'sort', [...creation(target), ...sorts]);
  }

  setOrder(order: 'ordered' | 'unordered'): unknown {
    const target = this[TARGET];
    if (order !== 'ordered' && order !== 'unordered') {
      const expected = `takes 'ordered' or 'unordered'`;
      throw new OptionError(`${target.label}.setOrder`, `${expected}; got ${describeValue(order)}`);
    }
    const coreOrder = order === 'ordered' ? LIST_ORDERED : LIST_UNORDERED;
    return write(target, 'setOrder', listSetOrder(target.bin, coreOrder));
  }
}

/** Adds values at the end, or in their places; gives the new size. */
export function append(
  target: ListTarget,
  method: string,
  values: readonly unknown[],
  options?: ListWriteOptions,
): unknown {
  const stored = encodeAll(target, method, values);
  const flags = flagsOf(target, method, options);
  return grow(
    target,
    method,
    listAppendItems(target.bin, stored, { order: orderOf(target), flags }),
  );
}

function indexedFlags(
  target: OperateTarget<ListMetadata>,
  method: string,
  options: ListWriteOptions | undefined,
): number {
  refuseOrdered(target, method);
  return flagsOf(target, method, options);
}

function flagsOf(
  { value, label }: ListTarget,
  method: string,
  options: ListWriteOptions | undefined,
): number {
  const isUnique = value.kind === 'set' || value.unique;
  if (options === undefined) return isUnique ? UNIQUE_FLAGS : 0;
  return listFlags(options, isUnique, `${label}.${method}`);
}

function encodeAll(target: ListTarget, method: string, values: readonly unknown[]) {
  if (!Array.isArray(values)) {
    throw new OptionError(
      `${target.label}.${method}`,
      `takes an array; got ${describeValue(values)}`,
    );
  }
  return values.map((value) => encode(target, value, target.value.element, method));
}

/** A write that adds elements; of a capped list, what is too much goes in the same call. */
function grow(target: ListTarget, method: string, operation: ListOperation): unknown {
  const { bin, steps, value } = target;
  const maxItems = value.kind === 'list' ? value.maxItems : null;
  const sent =
    maxItems === null
      ? [operation]
      : [operation, listTrim(bin, -maxItems, maxItems), listSize(bin)];
  const nested = steps.length === 0 ? sent : sent.map((each) => within(each, steps));
  return writing(target, method, [...creation(target), ...nested], decodePlain);
}

function write(
  target: ListTarget,
  method: string,
  operation: ListOperation,
  decode: Decode<ListTarget['value']> | null = null,
): unknown {
  return writing(target, method, [...creation(target), within(operation, target.steps)], decode);
}

const decodeElement: Decode<ListTarget['value']> = (value, { value: { element }, label }) =>
  fromBin(element, value, label);
