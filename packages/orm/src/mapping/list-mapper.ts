import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { ListMetadata, SetMetadata } from '../metadata/value-metadata.js';
import { canonical, sameElements } from './bin-equals.js';
import type { RefFactory } from './ref-factory.js';
import { rememberElement } from './unknown-keys.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/** The mapper of `@ListBin`. */
export function listMapper(meta: ListMetadata, mapperOf: MapperSource): ValueMapper {
  const element = mapperOf(meta.element);
  const write = (value: unknown, before?: BinValue): BinValue[] => {
    const stored = writeItems(element, arrayOf(value), before);
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
    ...unknownInItems(element),
  };
}

/** The mapper of `@SetBin`: a Set in an ordered list. */
export function setMapper(meta: SetMetadata, mapperOf: MapperSource): ValueMapper {
  const element = mapperOf(meta.element);
  const write = (value: unknown, before?: BinValue): BinValue[] => {
    if (!types.isSet(value)) throw new ValueFault(`must be a Set; got ${describeValue(value)}`);
    return writeItems(element, [...value], before);
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
    ...unknownInItems(element),
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
  throw new ValueFault(
    `has ${length} items; maxItems is ${maxItems}: leave out as many, or push with operate(), which drops the oldest`,
  );
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
  // As long as it will be: an array that grows takes room for 17 elements with the first one. No slice(),
  // whose result belongs to where the array was made, which in Jest is not where the entities are.
  const values: unknown[] = [...(stored as readonly BinValue[])];
  let index = 0;
  try {
    for (; index < values.length; index++) {
      const item = values[index] as BinValue;
      if (item !== null) values[index] = readItem(element, item, refs);
    }
  } catch (error) {
    throw faultInside(error, `[${index}]`);
  }
  return values;
}

function readItem(element: ValueMapper, item: BinValue, refs: RefFactory): unknown {
  const value = element.read(item, refs);
  if (element.unknownIn !== undefined) rememberElement(element, value, item);
  return value;
}

/** What of the items no class maps. */
function unknownInItems({ unknownIn }: ValueMapper): Pick<ValueMapper, 'unknownIn'> {
  if (unknownIn === undefined) return {};
  return {
    unknownIn(stored) {
      if (!Array.isArray(stored)) return undefined;
      for (const [index, item] of (stored as readonly BinValue[]).entries()) {
        const path = item === null ? undefined : unknownIn(item);
        if (path !== undefined) return `[${index}]${path}`;
      }
      return undefined;
    },
  };
}

/** Elements have no place in common with those before: each brings what is to be kept. */
function writeItems(
  element: ValueMapper,
  items: readonly unknown[],
  before: BinValue | undefined,
): BinValue[] {
  const place = before === undefined ? undefined : null;
  const stored: BinValue[] = [];
  try {
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (item === undefined) throw new ValueFault('is undefined; use null for nothing');
      stored.push(item === null ? null : element.write(item, place));
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
  const isIdentity = element.isIdentity === true;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const was = before[index] as BinValue;
    if (isIdentity && Object.is(item, was)) continue;
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
  write: (value: unknown, before: BinValue) => BinValue[],
  value: unknown,
  stored: BinValue,
): boolean {
  try {
    return sameElements(stored, write(value, stored));
  } catch {
    return false;
  }
}
