import { types } from 'node:util';
import type { BinValue } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import type { MapKeyKind, MapMetadata } from '../metadata/value-metadata.js';
import { binEquals } from './bin-equals.js';
import { itemStep } from './item-step.js';
import { wrongContainer } from './list-mapper.js';
import { isPlainObject } from './plain-object.js';
import { scalarMapper } from './scalar-mapper.js';
import { scalarCodecs } from './scalar-value.js';
import { setOwn } from './set-own.js';
import { placesOf } from './unknown-keys.js';
import { faultInside, ValueFault } from './value-fault.js';
import type { MapperSource, ValueMapper } from './value-mapper.js';

/** The mapper of `@MapBin`. */
export function mapMapper(meta: MapMetadata, mapperOf: MapperSource): ValueMapper {
  const item = mapperOf(meta.value);
  const key = scalarMapper({ kind: meta.key, converter: null });
  const write = (value: unknown, before?: BinValue): BinValue => {
    const stored = new Map<BinValue, BinValue>();
    const placeOf = placesOf(item, before);
    for (const [name, each] of entriesOf(meta, value)) {
      try {
        if (each === undefined) throw new ValueFault('is undefined; use null for nothing');
        const storedKey = writeKey(meta.key, name);
        stored.set(storedKey, each === null ? null : item.write(each, placeOf?.(storedKey)));
      } catch (error) {
        throw faultInside(error, itemStep(name));
      }
    }
    return stored;
  };
  return {
    read(stored, refs) {
      const value = meta.as === 'map' ? new Map<unknown, unknown>() : {};
      for (const [name, each] of storedEntries(stored)) {
        try {
          const itemValue = each === null ? null : item.read(each, refs);
          if (types.isMap(value)) value.set(key.read(name, refs), itemValue);
          else setOwn(value, key.read(name, refs) as string, itemValue);
        } catch (error) {
          throw faultInside(error, itemStep(name));
        }
      }
      return value;
    },
    write,
    same(value, stored) {
      if (meta.key === 'string') return sameEntries(meta, item, value, stored);
      try {
        return binEquals(write(value, stored), stored);
      } catch {
        return false;
      }
    },
    ...unknownInEntries(item),
  };
}

/** What of the values of a map no class maps. */
export function unknownInEntries({ unknownIn }: ValueMapper): Pick<ValueMapper, 'unknownIn'> {
  if (unknownIn === undefined) return {};
  return {
    unknownIn(stored) {
      if (!types.isMap(stored) && !isPlainObject(stored)) return undefined;
      for (const [key, item] of storedEntries(stored)) {
        const path = item === null ? undefined : unknownIn(item);
        if (path !== undefined) return `${itemStep(key)}${path}`;
      }
      return undefined;
    },
  };
}

/** What is stored for a map key. */
export function writeKey(kind: MapKeyKind, key: unknown): BinValue {
  const stored = scalarCodecs[kind].write(key);
  if (stored !== undefined) return stored;
  throw new ValueFault(
    `the key must be ${scalarCodecs[kind].expected}; got ${describeValue(key)}; declare @MapBin(…, { key: 'string' | 'int' | 'bytes' })`,
  );
}

/** The entries of a stored map: core gives maps of only string keys as plain objects. */
export function storedEntries(stored: BinValue): Iterable<readonly [BinValue, BinValue]> {
  if (types.isMap(stored)) return stored as ReadonlyMap<BinValue, BinValue>;
  if (typeof stored === 'object' && stored !== null && !Array.isArray(stored)) {
    return Object.entries(stored as Record<string, BinValue>);
  }
  throw wrongContainer('a map', stored);
}

function entriesOf(meta: MapMetadata, value: unknown): Iterable<readonly [unknown, unknown]> {
  if (meta.as === 'map' && types.isMap(value)) return value;
  if (meta.as === 'object' && isPlainObject(value)) return Object.entries(value);
  const expected =
    meta.as === 'map'
      ? `a Map (or declare @MapBin(…, { as: 'object' }))`
      : "a plain object (or declare as: 'map')";
  throw new ValueFault(`must be ${expected}; got ${describeValue(value)}`);
}

/** Maps with string keys: each entry is compared where it is. */
function sameEntries(
  meta: MapMetadata,
  mapper: ValueMapper,
  value: unknown,
  stored: BinValue,
): boolean {
  const isMap = types.isMap(value);
  if (isMap !== (meta.as === 'map') || typeof value !== 'object' || value === null) return false;
  const before = mapOf(stored);
  const entries = isMap ? value : new Map(Object.entries(value));
  if (before === null || before.size !== entries.size) return false;
  for (const [key, item] of entries) {
    const was = before.get(key as BinValue);
    if (was === undefined || item === undefined) return false;
    if (item === null || was === null ? item !== was : !mapper.same(item, was)) return false;
  }
  return true;
}

function mapOf(stored: BinValue): ReadonlyMap<BinValue, BinValue> | null {
  if (types.isMap(stored)) return stored as ReadonlyMap<BinValue, BinValue>;
  return isPlainObject(stored) ? new Map(Object.entries(stored) as [BinValue, BinValue][]) : null;
}
