import {
  LIST_RETURN_COUNT,
  LIST_RETURN_EXISTS,
  LIST_RETURN_INDEX,
  LIST_RETURN_VALUE,
  type ListReturnCode,
  listClear,
  listCreate,
  listGetByIndexRange,
  listGetByRankRange,
  listGetByValue,
  listGetByValueList,
  listGetByValueRange,
  listGetByValueRelativeRankRange,
  listPopRange,
  listRemoveByIndexRange,
  listRemoveByRankRange,
  listRemoveByValue,
  listRemoveByValueList,
  listRemoveByValueRange,
  listRemoveByValueRelativeRankRange,
  type ListOperation,
  listSize,
  listTrim,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { largestFirst, smallestFirst } from './largest-first.js';
import { type ListSelection, listSelection, type ListSelector } from './list-selection.js';
import { decodeFirstItem, decodeItems, type ListTarget, orderOf } from './list-target.js';
import { within, withinParents } from './nested-operation.js';
import { type OperateStep, placeStep, valueStep } from './operate-step.js';
import {
  type Decode,
  decodeCount,
  decodeExists,
  decodePlain,
  encode,
  reading,
  writing,
} from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';

/** What lists and sets have in common: reading, selecting and removing elements. */
export abstract class ListReader extends ScalarWriter {
  declare readonly [TARGET]: ListTarget;

  at(index: number): unknown {
    // A range, since reading one index beyond the end is an error.
    return this.#read(
      'at',
      listGetByIndexRange(this[TARGET].bin, index, LIST_RETURN_VALUE, 1),
      decodeFirstItem,
    );
  }

  slice(index: number, count?: number): unknown {
    const operation = listGetByIndexRange(this[TARGET].bin, index, LIST_RETURN_VALUE, count);
    return this.#read('slice', operation, decodeItems);
  }

  size(): unknown {
    return this.#read('size', listSize(this[TARGET].bin), decodeCount);
  }

  includes(value: unknown): unknown {
    return this.#readValue('includes', value, LIST_RETURN_EXISTS, decodeExists);
  }

  indexOf(value: unknown): unknown {
    return this.#readValue('indexOf', value, LIST_RETURN_INDEX, decodeLowest);
  }

  topRank(n: number): unknown {
    const operation = listGetByRankRange(this[TARGET].bin, -n, LIST_RETURN_VALUE, n);
    return this.#read('topRank', operation, decodeLargestFirst);
  }

  bottomRank(n: number): unknown {
    const operation = listGetByRankRange(this[TARGET].bin, 0, LIST_RETURN_VALUE, n);
    return this.#read('bottomRank', operation, decodeSmallestFirst);
  }

  item(index: number): unknown {
    return this.#inside(placeStep('listIndex', index), `[${index}]`);
  }

  byRank(rank: number): unknown {
    return this.#inside(placeStep('listRank', rank), `.byRank(${rank})`);
  }

  byValue(value: unknown): unknown {
    return this.#inside(valueStep('listValue', this.#stored(value)), '.byValue(…)');
  }

  indexRange(index: number, count?: number): ListSelection {
    const { bin } = this[TARGET];
    return this.#select({
      method: 'indexRange',
      get: (returnType) => listGetByIndexRange(bin, index, returnType, count),
      remove: (returnType) => listRemoveByIndexRange(bin, index, returnType, count),
    });
  }

  rankRange(rank: number, count?: number): ListSelection {
    const { bin } = this[TARGET];
    return this.#select({
      method: 'rankRange',
      get: (returnType) => listGetByRankRange(bin, rank, returnType, count),
      remove: (returnType) => listRemoveByRankRange(bin, rank, returnType, count),
    });
  }

  equalTo(value: unknown): ListSelection {
    const { bin } = this[TARGET];
    const stored = this.#stored(value);
    return this.#select({
      method: 'equalTo',
      get: (returnType) => listGetByValue(bin, stored, returnType),
      remove: (returnType) => listRemoveByValue(bin, stored, returnType),
    });
  }

  valueList(values: readonly unknown[]): ListSelection {
    const { bin } = this[TARGET];
    // Once each: of an ordered list the server tells of an element as often as it is asked for.
    const stored = [...new Set(values.map((value) => this.#stored(value)))];
    return this.#select({
      method: 'valueList',
      get: (returnType) => listGetByValueList(bin, stored, returnType),
      remove: (returnType) => listRemoveByValueList(bin, stored, returnType),
    });
  }

  valueRange(low?: unknown, high?: unknown): ListSelection {
    const { bin } = this[TARGET];
    const from = low === undefined ? null : this.#stored(low);
    const to = high === undefined ? null : this.#stored(high);
    return this.#select({
      method: 'valueRange',
      get: (returnType) => listGetByValueRange(bin, from, to, returnType),
      remove: (returnType) => listRemoveByValueRange(bin, from, to, returnType),
    });
  }

  relativeRankRange(value: unknown, rank: number, count?: number): ListSelection {
    const { bin } = this[TARGET];
    const stored = this.#stored(value);
    return this.#select({
      method: 'relativeRankRange',
      get: (returnType) => listGetByValueRelativeRankRange(bin, stored, rank, returnType, count),
      remove: (returnType) =>
        listRemoveByValueRelativeRankRange(bin, stored, rank, returnType, count),
    });
  }

  pop(): unknown {
    return this.#remove('pop', listPopRange(this[TARGET].bin, -1, 1), decodeFirstItem);
  }

  shift(): unknown {
    return this.#remove('shift', listPopRange(this[TARGET].bin, 0, 1), decodeFirstItem);
  }

  removeAt(index: number): unknown {
    const operation = listRemoveByIndexRange(this[TARGET].bin, index, LIST_RETURN_VALUE, 1);
    return this.#remove('removeAt', operation, decodeFirstItem);
  }

  removeValue(value: unknown): unknown {
    const operation = listRemoveByValue(this[TARGET].bin, this.#stored(value), LIST_RETURN_COUNT);
    return this.#remove('removeValue', operation, decodePlain);
  }

  trim(index: number, count: number): unknown {
    return this.#remove('trim', listTrim(this[TARGET].bin, index, count), decodePlain);
  }

  clear(): unknown {
    return this.#remove('clear', listClear(this[TARGET].bin), null);
  }

  create(options: { readonly persistIndex?: boolean } = {}): unknown {
    const target = this[TARGET];
    const operation = listCreate(target.bin, orderOf(target), options);
    return writing(target, 'create', [withinParents(operation, target.steps)]);
  }

  #stored(value: unknown) {
    const target = this[TARGET];
    return encode(target, value, target.value.element);
  }

  #select(selector: ListSelector): ListSelection {
    return listSelection(this[TARGET], selector);
  }

  #inside(step: OperateStep, place: string): object {
    const target = this[TARGET];
    return target.sink.writerOf({
      ...target,
      steps: [...target.steps, step],
      value: target.value.element,
      label: target.label + place,
      required: false,
    });
  }

  #readValue(method: string, value: unknown, code: ListReturnCode, decode: Decode): unknown {
    return this.#read(method, listGetByValue(this[TARGET].bin, this.#stored(value), code), decode);
  }

  #read(method: string, operation: ListOperation, decode: Decode<ListTarget['value']>): unknown {
    const target = this[TARGET];
    return reading(target, method, within(operation, target.steps), decode);
  }

  #remove(
    method: string,
    operation: ListOperation,
    decode: Decode<ListTarget['value']> | null,
  ): unknown {
    const target = this[TARGET];
    return writing(target, method, [within(operation, target.steps)], decode);
  }
}

/** Refuses an operation at an index on a list that the server keeps in order. */
export function refuseOrdered(target: ListTarget, method: string): void {
  if (target.value.kind !== 'set' && !target.value.ordered) return;
  throw new MappingError(
    `${target.label}.${method}`,
    'the server keeps this list in order and decides itself where elements go; use push()',
  );
}

const decodeLowest: Decode = (value) => {
  const indexes = (value ?? []) as readonly number[];
  return indexes.length === 0 ? -1 : Math.min(...indexes);
};

const decodeLargestFirst: Decode<ListTarget['value']> = (value, target) =>
  largestFirst(decodeItems(value, target) as unknown[], itself);

const decodeSmallestFirst: Decode<ListTarget['value']> = (value, target) =>
  smallestFirst(decodeItems(value, target) as unknown[], itself);

function itself(item: unknown): unknown {
  return item;
}
