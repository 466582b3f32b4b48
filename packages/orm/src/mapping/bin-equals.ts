import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { isCoreValue } from './core-value.js';

/**
 * Tells whether two stored values are the same to a reader: the snapshot may be what the server sent
 * (plain objects, numbers), the other what is about to be written (Maps, doubles).
 */
export function binEquals(a: BinValue | undefined, b: BinValue | undefined): boolean {
  if (a === b) return true;
  const isSimple = typeof a !== 'object' && typeof a === typeof b;
  return isSimple ? Object.is(a, b) : canonical(a) === canonical(b);
}

/** The same for lists that the server sorts: their order does not count. */
export function sameElements(a: BinValue | undefined, b: BinValue | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return binEquals(a, b);
  if (a.length !== b.length) return false;
  return sorted(a as BinValue[]) === sorted(b as BinValue[]);
}

function sorted(items: readonly BinValue[]): string {
  return items.map(canonical).sort().join();
}

/** A text that is the same for equal values, with a letter for the type. */
export function canonical(value: BinValue | undefined): string {
  switch (typeof value) {
    case 'undefined':
      return 'z';
    case 'string':
      return JSON.stringify(value);
    case 'number':
    case 'bigint':
      return `n${String(value)}`;
    case 'boolean':
      return `b${String(value)}`;
    default:
      return value === null ? 'z' : canonicalObject(value);
  }
}

function canonicalObject(value: object): string {
  if (types.isUint8Array(value)) return `x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[${(value as BinValue[]).map(canonical).join()}]`;
  if (types.isSet(value)) return canonicalObject([...value]);
  if (types.isMap(value)) return canonicalEntries([...value] as [BinValue, BinValue][]);
  if (isCoreValue(value, 'geojson')) return `g${canonicalObject(value.toObject())}`;
  if (isCoreValue(value, 'double')) return `n${value.value}`;
  if (isCoreValue(value, 'hll')) return `h${canonicalObject(value.bytes)}`;
  return canonicalEntries(Object.entries(value as Record<string, BinValue>));
}

function canonicalEntries(entries: readonly [BinValue, BinValue][]): string {
  const texts = entries.map(([key, item]) => `${canonical(key)}:${canonical(item)}`);
  return `{${texts.sort().join()}}`;
}
