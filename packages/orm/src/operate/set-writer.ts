import {
  type BinValue,
  inverted,
  LIST_RETURN_COUNT,
  LIST_RETURN_EXISTS,
  LIST_RETURN_VALUE,
  listGetByIndexRange,
  listGetByValue,
  listGetByValueList,
  type ListOperation,
  listRemoveByValueList,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { SetMetadata } from '../metadata/value-metadata.js';
import { ListReader } from './list-reader.js';
import { decodeItems } from './list-target.js';
import { append } from './list-writer.js';
import { within } from './nested-operation.js';
import {
  type Decode,
  decodeExists,
  decodePlain,
  encode,
  type OperateTarget,
  reading,
  writing,
} from './operate-target.js';
import { TARGET } from './value-writer.js';

type SetTarget = OperateTarget<SetMetadata>;

/** Operations on a set: an ordered list of different values. */
export class SetWriter extends ListReader {
  declare readonly [TARGET]: SetTarget;

  push(...values: unknown[]): unknown {
    return append(this[TARGET], 'push', values);
  }

  add(...values: unknown[]): unknown {
    return append(this[TARGET], 'add', values);
  }

  addAll(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    return append(target, 'addAll', itemsOf(target, 'addAll', values));
  }

  delete(value: unknown): unknown {
    const target = this[TARGET];
    const operation = listRemoveByValueList(
      target.bin,
      [encodeItem(target, value)],
      LIST_RETURN_COUNT,
    );
    return writing(target, 'delete', [within(operation, target.steps)], decodeExists);
  }

  deleteAll(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    const stored = encodeItems(target, 'deleteAll', values);
    const operation = listRemoveByValueList(target.bin, stored, LIST_RETURN_COUNT);
    return writing(target, 'deleteAll', [within(operation, target.steps)], decodePlain);
  }

  retainAll(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    const stored = encodeItems(target, 'retainAll', values);
    const operation = listRemoveByValueList(target.bin, stored, inverted(LIST_RETURN_COUNT));
    return writing(target, 'retainAll', [within(operation, target.steps)], decodePlain);
  }

  has(value: unknown): unknown {
    const target = this[TARGET];
    const operation = listGetByValue(target.bin, encodeItem(target, value), LIST_RETURN_EXISTS);
    return reading(target, 'has', within(operation, target.steps), decodeExists);
  }

  union(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    const added = itemsOf(target, 'union', values);
    const operation = listGetByIndexRange(target.bin, 0, LIST_RETURN_VALUE);
    const decode: Decode<SetMetadata> = (value, of) =>
      new Set([...(decodeItems(value, of) as unknown[]), ...added]);
    return reading(target, 'union', within(operation, target.steps), decode);
  }

  intersection(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    const stored = encodeItems(target, 'intersection', values);
    return readSet(
      target,
      'intersection',
      listGetByValueList(target.bin, stored, LIST_RETURN_VALUE),
    );
  }

  difference(values: Iterable<unknown>): unknown {
    const target = this[TARGET];
    const stored = encodeItems(target, 'difference', values);
    const others = inverted(LIST_RETURN_VALUE);
    return readSet(target, 'difference', listGetByValueList(target.bin, stored, others));
  }
}

function readSet(target: SetTarget, method: string, operation: ListOperation): unknown {
  return reading(target, method, within(operation, target.steps), decodeSet);
}

const decodeSet: Decode<SetMetadata> = (value, target) =>
  new Set(decodeItems(value, target) as unknown[]);

function encodeItem(target: SetTarget, value: unknown): BinValue {
  return encode(target, value, target.value.element);
}

function encodeItems(target: SetTarget, method: string, values: Iterable<unknown>): BinValue[] {
  // Once each: the server tells of an element as often as it is asked for.
  return [...new Set(itemsOf(target, method, values).map((value) => encodeItem(target, value)))];
}

function itemsOf(target: SetTarget, method: string, values: Iterable<unknown>): unknown[] {
  const isIterable = typeof values === 'object' && values !== null && Symbol.iterator in values;
  if (isIterable) return [...values];
  throw new OptionError(
    `${target.label}.${method}`,
    `takes an array, a Set or another iterable; got ${describeValue(values)}`,
  );
}
