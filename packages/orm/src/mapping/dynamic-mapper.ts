import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { DynamicMetadata } from '../metadata/value-metadata.js';
import { binEquals } from './bin-equals.js';
import { isCoreValue } from './core-value.js';
import { itemStep } from './item-step.js';
import { isPlainObject } from './plain-object.js';
import { convertedMapper } from './scalar-mapper.js';
import { setOwn } from './set-own.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { ValueMapper } from './value-mapper.js';

/** Deeper values are taken for circular; the server allows 256 levels. */
const MAX_DEPTH = 256;
const TOO_DEEP = `is nested deeper than ${MAX_DEPTH} levels: is it circular?`;

/** Values of no declared type: what is stored follows the value. */
const dynamic: ValueMapper = {
  read: copyStored,
  write: copyDynamic,
  same(value, stored) {
    if (typeof value !== 'object') return value === stored;
    try {
      return binEquals(copyDynamic(value), stored);
    } catch {
      return false;
    }
  },
};

/** The mapper of a value of no declared type. */
export function dynamicMapper({ converter }: DynamicMetadata): ValueMapper {
  return converter === null ? dynamic : convertedMapper(converter, dynamic);
}

/** A copy of what is stored that shares nothing mutable with it. */
export function copyStored(stored: BinValue): BinValue {
  return typeof stored === 'object' ? copyDynamic(stored) : stored;
}

/**
 * Copies a value of no declared type as it will be stored.
 *
 * @throws ValueFault for a number with a fraction that is the bin itself (its type would change from
 * record to record), and for what no bin can hold
 */
function copyDynamic(value: unknown): BinValue {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw new ValueFault(
      `${value} has a fraction, but a number is stored as an integer unless declared otherwise; declare @Bin({ type: 'double' })`,
    );
  }
  return copy(value, 0);
}

function copy(value: unknown, depth: number): BinValue {
  if (depth > MAX_DEPTH) throw new ValueFault(TOO_DEEP);
  switch (typeof value) {
    case 'boolean':
    case 'number':
      return value;
    case 'string':
      if (value.isWellFormed()) return value;
      throw new ValueFault(`cannot be stored: it is ${describeValue(value)}`);
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) return value;
      throw new ValueFault(`must fit 64 bits; got ${describeValue(value)}`);
    case 'object':
      return value === null ? null : copyObject(value, depth + 1);
    case 'undefined':
    case 'function':
    case 'symbol':
      throw new ValueFault(`cannot be stored: it is ${describeValue(value)}`);
  }
}

function copyObject(value: object, depth: number): BinValue {
  if (Array.isArray(value)) return copyItems(value, depth);
  if (isCoreValue(value, 'double') || isCoreValue(value, 'geojson') || isCoreValue(value, 'hll')) {
    return value;
  }
  if (types.isUint8Array(value)) return Buffer.from(value);
  if (types.isSet(value)) return copyItems([...value], depth);
  if (types.isMap(value)) return copyMap(value, depth);
  if (isPlainObject(value)) return copyProperties(value, depth);
  const remedy = types.isDate(value)
    ? `declare @Bin({ type: 'date' })`
    : `declare it with @Embedded, a type or a converter`;
  throw new ValueFault(`${describeValue(value)} has no declared type; ${remedy}`);
}

function copyItems(items: readonly unknown[], depth: number): BinValue[] {
  return items.map((item, index) => copyAt(item, depth, () => `[${index}]`));
}

function copyMap(map: ReadonlyMap<unknown, unknown>, depth: number): BinValue {
  const stored = new Map<BinValue, BinValue>();
  for (const [key, item] of map) {
    stored.set(
      copy(key, depth),
      copyAt(item, depth, () => itemStep(key)),
    );
  }
  return stored;
}

function copyProperties(object: Readonly<Record<string, unknown>>, depth: number): BinValue {
  const stored = {};
  for (const key of Object.keys(object)) {
    setOwn(
      stored,
      key,
      copyAt(object[key], depth, () => `.${key}`),
    );
  }
  return stored;
}

function copyAt(value: unknown, depth: number, step: () => string): BinValue {
  try {
    return copy(value, depth);
  } catch (error) {
    throw faultInside(error, step());
  }
}
