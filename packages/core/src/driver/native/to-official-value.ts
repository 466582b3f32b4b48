import { types } from 'node:util';
import { MAX_NESTING } from '@aeroform/protocol';
import type { ComparisonValue } from '../../value/comparison-value.js';
import { InvalidValue, toInvalidArg, within } from '../../value/invalid-value.js';
import { type MapKey, entryStep, propertyStep, sortKeys } from '../../value/map-key.js';
import { type ValueBrand, valueBrand } from '../../value/value-brand.js';
import { NO_TYPE, type ValueScope, isPlainObject } from '../../value/write-element.js';
import { integerOf } from '../../value/write-number.js';
import type { OfficialInput, OfficialModule } from './official-module.js';
import { asBuffer } from './to-official-key.js';
import { unsupported } from './unsupported.js';

/** Whether the addon takes a value as it is, and stores the type that the wire driver does. */
export function isPlainValue(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !value.includes('\0');
    case 'number':
      return Number.isSafeInteger(value) || !Number.isInteger(value);
    default:
      return typeof value === 'boolean';
  }
}

/** What values are made for. */
interface Target {
  readonly official: OfficialModule;
  readonly scope: ValueScope;
}

/**
 * A value for the addon, which stores the very types that the wire driver does.
 *
 * @param path - of the value in the caller's arguments, for the error.
 * @param scope - whether a list or map operation only compares with the value.
 * @throws {InvalidArgError} that names the path of the first value that Aerospike has no type for;
 *   {UnsupportedByDriverError} for text that the addon would cut.
 */
export function toOfficialValue(
  official: OfficialModule,
  value: ComparisonValue,
  path: string,
  scope: ValueScope = 'stored',
): OfficialInput {
  try {
    return element({ official, scope }, value, 0);
  } catch (error) {
    throw toInvalidArg(error, path);
  }
}

function element(to: Target, value: ComparisonValue, depth: number): OfficialInput {
  switch (typeof value) {
    case 'string':
      if (value.includes('\0')) throw unsupported('textWithNul');
      return value;
    case 'number':
    case 'bigint':
      return numberFor(to, value);
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : objectFor(to, value, depth);
    default:
      throw new InvalidValue(NO_TYPE, value);
  }
}

/** The addon takes whole numbers for integers, as far as they fit in 64 bits. */
function numberFor({ official }: Target, value: number | bigint): OfficialInput {
  const integer = integerOf(value);
  if (integer === undefined) {
    return Number.isInteger(value) ? new official.Double(value as number) : value;
  }
  if (typeof integer === 'number') return integer;
  const isSafe = integer >= Number.MIN_SAFE_INTEGER && integer <= Number.MAX_SAFE_INTEGER;
  return isSafe ? Number(integer) : integer;
}

function objectFor(to: Target, value: object, depth: number): OfficialInput {
  if (types.isUint8Array(value)) return asBuffer(value);
  if (Array.isArray(value)) return listFor(to, value, depth);
  if (types.isMap(value)) return mapFor(to, value as Map<MapKey, ComparisonValue>, depth);
  if (types.isSet(value)) return listFor(to, [...(value as Set<ComparisonValue>)], depth);
  const brand = valueBrand(value);
  if (brand !== undefined) return BRANDED[brand](to, value as never);
  if (!isPlainObject(value)) throw new InvalidValue(NO_TYPE, value);
  return propertiesFor(to, value as Record<string, ComparisonValue>, depth);
}

const BRANDED: Record<ValueBrand, (to: Target, value: never) => OfficialInput> = {
  double: (to, { value }: { value: number }) =>
    Number.isInteger(value) ? wholeDouble(to, value) : value,
  geojson: ({ official: { GeoJSON } }, { json }: { json: string }) => new GeoJSON(json),
  hll: ({ official: { HyperLogLog } }, { bytes }: { bytes: Uint8Array }) =>
    new HyperLogLog(asBuffer(bytes)),
  infinity: ({ scope }) => refuseComparison(scope, 'CDT_INFINITY'),
  wildcard: ({ scope }) => refuseComparison(scope, 'CDT_WILDCARD'),
};

function wholeDouble({ official: { Double } }: Target, value: number): object {
  // The text of −0 has no sign.
  return new Double(Object.is(value, -0) ? '-0' : value);
}

function refuseComparison(scope: ValueScope, name: string): never {
  if (scope === 'compared') throw unsupported('comparisonValue', name);
  throw new InvalidValue(`${name} only exists in comparisons: no bin can hold it`);
}

function listFor(to: Target, items: readonly ComparisonValue[], depth: number): OfficialInput {
  checkDepth(depth);
  const list: OfficialInput[] = [];
  let i = 0;
  try {
    for (; i < items.length; i++) {
      list.push(element(to, items[i] as ComparisonValue, depth + 1));
    }
  } catch (error) {
    throw within(error, `[${i}]`);
  }
  return list;
}

/** Also what ends a value that contains itself. */
function checkDepth(depth: number): void {
  if (depth < MAX_NESTING) return;
  throw new InvalidValue(
    `lists and maps may nest ${MAX_NESTING} deep at most; does the value contain itself?`,
  );
}

function mapFor(
  to: Target,
  given: ReadonlyMap<MapKey, ComparisonValue>,
  depth: number,
): OfficialInput {
  checkDepth(depth);
  const map = new Map<OfficialInput, OfficialInput>();
  for (const key of sortKeys(given)) {
    try {
      map.set(element(to, key, depth), element(to, given.get(key) as ComparisonValue, depth + 1));
    } catch (error) {
      throw within(error, entryStep(key));
    }
  }
  return map;
}

/** As a `Map`, for objects cannot have every key as a property of their own. */
function propertiesFor(
  to: Target,
  given: Readonly<Record<string, ComparisonValue>>,
  depth: number,
): OfficialInput {
  checkDepth(depth);
  const map = new Map<string, OfficialInput>();
  for (const key of Object.keys(given)) {
    try {
      const name = element(to, key, depth) as string;
      map.set(name, element(to, given[key] as ComparisonValue, depth + 1));
    } catch (error) {
      throw within(error, propertyStep(key));
    }
  }
  return map;
}
