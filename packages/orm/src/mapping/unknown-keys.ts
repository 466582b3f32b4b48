import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { canonical } from './bin-equals.js';
import { isPlainObject } from './plain-object.js';
import { setOwn } from './set-own.js';
import type { ValueMapper } from './value-mapper.js';

const KEY = Symbol.for('@aeroform/orm.stored-elements.1');
const host = globalThis as { [KEY]?: WeakMap<object, BinValue> };

/** One for all copies of this package in the process, so that ESM and CommonJS share entities. */
const elements = (host[KEY] ??= new WeakMap<object, BinValue>());

/**
 * Remembers what an element of a list was made of, when that holds something no class maps: lists have
 * no places by which it could be found again when they are written.
 */
export function rememberElement(
  { unknownIn }: ValueMapper,
  value: unknown,
  stored: BinValue,
): void {
  if (unknownIn === undefined || typeof value !== 'object' || value === null) return;
  if (unknownIn(stored) !== undefined) elements.set(value, stored);
}

/**
 * What an object is written over, whose unknown keys it keeps: what is in its place, else what it was
 * read from as an element of a list.
 *
 * @param place undefined when nothing is kept
 */
export function writtenOver(value: object, place: BinValue | undefined): BinValue {
  if (place === undefined) return null;
  return place ?? elements.get(value) ?? null;
}

/** The first key of a stored map that is no property; undefined for none. */
export function unknownKeyOf(stored: BinValue, isKnown: (key: string) => boolean): unknown {
  if (!isPlainObject(stored)) return unknownEntries(stored, isKnown)[0]?.[0];
  // Asked of each element of a list that is read: without an array of the keys.
  for (const key in stored) if (!isKnown(key)) return key;
  return undefined;
}

/** The entries of a stored map under keys that are no properties. */
export function unknownEntries(
  stored: BinValue,
  isKnown: (key: string) => boolean,
): readonly (readonly [BinValue, BinValue])[] {
  let unknown: (readonly [BinValue, BinValue])[] | null = null;
  if (types.isMap(stored)) {
    for (const entry of stored as ReadonlyMap<BinValue, BinValue>) {
      if (typeof entry[0] !== 'string' || !isKnown(entry[0])) (unknown ??= []).push(entry);
    }
  } else if (isPlainObject(stored)) {
    for (const key of Object.keys(stored)) {
      if (isKnown(key)) continue;
      (unknown ??= []).push([key, (stored as Record<string, BinValue>)[key] as BinValue]);
    }
  }
  return unknown ?? NONE;
}

const NONE: readonly (readonly [BinValue, BinValue])[] = Object.freeze([]);

const kept = new WeakMap<object, ReadonlySet<BinValue>>();

/** A map to store, with the entries that no class maps. */
export function withUnknown(
  stored: Record<string, BinValue>,
  unknown: readonly (readonly [BinValue, BinValue])[],
): BinValue {
  if (unknown.length === 0 && !Object.values(stored).some((item) => keptKeys(item) !== null)) {
    return stored;
  }
  const keys = new Set(unknown.map(([key]) => key));
  let whole: Record<string, BinValue> | Map<BinValue, BinValue> = stored;
  if (unknown.every(([key]) => typeof key === 'string')) {
    for (const [key, value] of unknown) setOwn(stored, key as string, value);
  } else {
    whole = new Map<BinValue, BinValue>([...Object.entries(stored), ...unknown]);
  }
  kept.set(whole, keys);
  return whole;
}

/**
 * The keys of a map to store that were kept, although no class maps them; none where only objects
 * inside it keep some. Null where nothing was kept.
 */
export function keptKeys(stored: BinValue): ReadonlySet<BinValue> | null {
  return typeof stored === 'object' && stored !== null ? (kept.get(stored) ?? null) : null;
}

/** What is stored in each place of a map; null where there is nothing to keep. */
export function placesOf(
  { unknownIn }: ValueMapper,
  before: BinValue | undefined,
): ((key: BinValue) => BinValue) | null {
  if (before === undefined || unknownIn === undefined) return null;
  const places = new Map<string, BinValue>();
  if (types.isMap(before)) {
    for (const [key, item] of before as ReadonlyMap<BinValue, BinValue>) {
      places.set(canonical(key), item);
    }
  } else if (isPlainObject(before)) {
    for (const [key, item] of Object.entries(before)) places.set(canonical(key), item as BinValue);
  }
  return (key) => places.get(canonical(key)) ?? null;
}
