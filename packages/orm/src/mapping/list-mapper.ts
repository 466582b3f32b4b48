import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { ListMetadata, SetMetadata } from '../metadata/value-metadata.js';
import { canonical, sameElements } from './bin-equals.js';
import type { RefFactory } from './ref-factory.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/** The mapper of `@ListBin`. */
export function listMapper(meta: ListMetadata, mapperOf: MapperSource): ValueMapper {
  const element = mapperOf(meta.element);
  const write = (value: unknown): BinValue[] => {
    const stored = writeItems(element, arrayOf(value));
    checkSize(meta, stored);
    if (meta.unique) checkUnique(stored);
    return stored;
  };
  return {
    read: (stored, refs) => readItems(element, stored, refs),
    write,
    same(value, stored) {
      if (!Array.isArray(value)) return false;
      return (
        sameItems(element, value, stored) || (meta.ordered && sameInAnyOrder(write, value, stored))
      );
    },
  };
}

/** The mapper of `@SetBin`: a Set in an ordered list. */
export function setMapper(meta: SetMetadata, mapperOf: MapperSource): ValueMapper {
  const element = mapperOf(meta.element);
  const write = (value: unknown): BinValue[] => {
    if (!types.isSet(value)) throw new ValueFault(`must be a Set; got ${describeValue(value)}`);
    return writeItems(element, [...value]);
  };
  return {
    read: (stored, refs) => new Set(readItems(element, stored, refs)),
    write,
    same(value, stored) {
      if (!types.isSet(value)) return false;
      return (
        sameItems(element, [...value], stored) || sameInAnyOrder(write, value, distinct(stored))
      );
    },
  };
}

/** The error for a stored value that is no list or map. */
export function wrongContainer(expected: string, stored: BinValue): ValueFault {
  return new ValueFault(`the record holds ${describeValue(stored)}, not ${expected}`);
}

function arrayOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ValueFault(`must be an array; got ${describeValue(value)}`);
}

function checkSize({ maxItems }: ListMetadata, { length }: readonly BinValue[]): void {
  if (maxItems === null || length <= maxItems) return;
  throw new ValueFault(`has ${length} items; maxItems is ${maxItems}`);
}

function checkUnique(items: readonly BinValue[]): void {
  const seen = new Map<string, number>();
  items.forEach((item, index) => {
    const text = canonical(item);
    const before = seen.get(text);
    if (before !== undefined) {
      throw new ValueFault(
        `has the same element at [${before}] and [${index}], but is unique: true`,
      );
    }
    seen.set(text, index);
  });
}

function readItems(element: ValueMapper, stored: BinValue, refs: RefFactory): unknown[] {
  if (!Array.isArray(stored)) throw wrongContainer('a list', stored);
  const items = stored as readonly BinValue[];
  const values: unknown[] = [];
  try {
    for (const item of items) values.push(item === null ? null : element.read(item, refs));
  } catch (error) {
    throw faultInside(error, `[${values.length}]`);
  }
  return values;
}

function writeItems(element: ValueMapper, items: readonly unknown[]): BinValue[] {
  const stored: BinValue[] = [];
  try {
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (item === undefined) throw new ValueFault('is undefined; use null for nothing');
      stored.push(item === null ? null : element.write(item));
    }
  } catch (error) {
    throw faultInside(error, `[${stored.length}]`);
  }
  return stored;
}

/** The elements one by one, in the same order. */
function sameItems(element: ValueMapper, items: readonly unknown[], stored: BinValue): boolean {
  if (!Array.isArray(stored) || stored.length !== items.length) return false;
  const before = stored as readonly BinValue[];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const was = before[index] as BinValue;
    const same = item === null || was === null ? item === was : element.same(item, was);
    if (!same) return false;
  }
  return true;
}

/** Another client may have put an element into the list twice. */
function distinct(stored: BinValue): BinValue {
  if (!Array.isArray(stored)) return stored;
  return [...new Map((stored as BinValue[]).map((item) => [canonical(item), item])).values()];
}

/** The server sorts the list: the order of the property does not count. */
function sameInAnyOrder(
  write: (value: unknown) => BinValue[],
  value: unknown,
  stored: BinValue,
): boolean {
  try {
    return sameElements(stored, write(value));
  } catch {
    return false;
  }
}
