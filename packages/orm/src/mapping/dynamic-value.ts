import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { MappingError } from '../error/mapping-error.js';
import { isCoreValue } from './core-value.js';
import { itemLabel } from './item-label.js';
import { isPlainObject } from './plain-object.js';

/** Deeper values are taken for circular; the server allows 256 levels. */
const MAX_DEPTH = 256;

/**
 * Copies a value of no declared type as it will be stored.
 *
 * @throws MappingError for a number with a fraction that is the bin itself (its type would change from
 * record to record), and for what no bin can hold
 */
export function copyDynamic(value: unknown, label: string): BinValue {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw new MappingError(
      label,
      `${value} has a fraction, but a number is stored as an integer unless declared otherwise; declare @Bin({ type: 'double' })`,
    );
  }
  return copy(value, label, 0);
}

function copy(value: unknown, label: string, depth: number): BinValue {
  if (depth > MAX_DEPTH) throw new MappingError(label, 'is nested too deeply, or in a circle');
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'bigint':
      return value;
    case 'object':
      return value === null ? null : copyObject(value, label, depth + 1);
    case 'undefined':
    case 'function':
    case 'symbol':
      throw new MappingError(label, `cannot be stored: it is ${describeValue(value)}`);
  }
}

function copyObject(value: object, label: string, depth: number): BinValue {
  if (isCoreValue(value, 'double') || isCoreValue(value, 'geojson') || isCoreValue(value, 'hll')) {
    return value;
  }
  if (types.isUint8Array(value)) return Buffer.from(value);
  if (Array.isArray(value)) return copyItems(value, label, depth);
  if (types.isSet(value)) return copyItems([...value], label, depth);
  if (types.isMap(value)) {
    const entries = [...value].map(
      ([key, item]) => [copy(key, label, depth), copy(item, itemLabel(label, key), depth)] as const,
    );
    return new Map(entries);
  }
  if (isPlainObject(value)) {
    const entries = Object.entries(value).map(
      ([key, item]) => [key, copy(item, `${label}.${key}`, depth)] as const,
    );
    return Object.fromEntries(entries);
  }
  const remedy = types.isDate(value)
    ? `declare @Bin({ type: 'date' })`
    : `declare it with @Embedded, a type or a converter`;
  throw new MappingError(label, `${describeValue(value)} has no declared type; ${remedy}`);
}

function copyItems(items: readonly unknown[], label: string, depth: number): BinValue[] {
  return items.map((item, index) => copy(item, `${label}[${index}]`, depth));
}
