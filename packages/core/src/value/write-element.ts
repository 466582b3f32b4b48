import { types } from 'node:util';
import { MAX_NESTING, MapFlag, type MsgpackWriter, ParticleType } from '@aeroform/protocol';
import { checkText } from './check-text.js';
import type { ComparisonValue } from './comparison-value.js';
import { InvalidValue, within } from './invalid-value.js';
import { type MapKey, entryStep, propertyStep, sortKeys, sortText, writeKey } from './map-key.js';
import { valueBrand } from './value-brand.js';
import { integerOf } from './write-number.js';

/** Which values may be written: those that bins hold, or also those that only comparisons use. */
export type ValueScope = 'stored' | 'compared';

/** Why a value is refused that is none. */
export const NO_TYPE =
  'Aerospike has no type for this; use null, a boolean, number, bigint, string, Uint8Array, array, ' +
  'Set, Map, plain object, double(), geojson() or Hll (a Date as number or string)';

/** Appends one value inside others; throws {@link InvalidValue}. */
export function writeElement(
  writer: MsgpackWriter,
  value: ComparisonValue,
  depth: number,
  scope: ValueScope,
): void {
  switch (typeof value) {
    case 'string':
      writer.text(checkText(value));
      return;
    case 'number':
    case 'bigint':
      writeNumber(writer, value);
      return;
    case 'boolean':
      writer.boolean(value);
      return;
    case 'object':
      if (value === null) writer.nil();
      else if (Array.isArray(value)) writeList(writer, value as ComparisonValue[], depth, scope);
      else writeObject(writer, value, depth, scope);
      return;
    default:
      throw new InvalidValue(NO_TYPE, value);
  }
}

function writeNumber(writer: MsgpackWriter, value: number | bigint): void {
  const integer = integerOf(value);
  if (integer === undefined) writer.double(value as number);
  else writer.integer(integer);
}

function writeObject(writer: MsgpackWriter, value: object, depth: number, scope: ValueScope): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) {
    writeMap(writer, value, depth, scope);
  } else if (types.isUint8Array(value)) {
    writer.blob(ParticleType.blob, value);
  } else if (types.isMap(value)) {
    writeMap(writer, value, depth, scope);
  } else if (types.isSet(value)) {
    writeList(writer, Array.from(value as Set<ComparisonValue>), depth, scope);
  } else {
    writeBranded(writer, value, depth, scope);
  }
}

function writeBranded(
  writer: MsgpackWriter,
  value: object,
  depth: number,
  scope: ValueScope,
): void {
  const brand = valueBrand(value);
  if (brand !== undefined) BRANDED[brand](writer, value as never, scope);
  else if (isPlainObject(value)) writeMap(writer, value, depth, scope);
  else throw new InvalidValue(NO_TYPE, value);
}

const BRANDED: Record<
  NonNullable<ReturnType<typeof valueBrand>>,
  (writer: MsgpackWriter, value: never, scope: ValueScope) => void
> = {
  double: (writer, { value }: { value: number }) => writer.double(value),
  geojson: (writer, { json }: { json: string }) => {
    writer.bytesHeader(Buffer.byteLength(json) + 1).u8(ParticleType.geojson);
    writer.utf8(json);
  },
  hll: (writer, { bytes }: { bytes: Uint8Array }) => writer.blob(ParticleType.hll, bytes),
  infinity: (writer, _value, scope) => {
    checkCompared(scope, 'CDT_INFINITY');
    writer.infinity();
  },
  wildcard: (writer, _value, scope) => {
    checkCompared(scope, 'CDT_WILDCARD');
    writer.wildcard();
  },
};

function checkCompared(scope: ValueScope, name: string): void {
  if (scope === 'compared') return;
  throw new InvalidValue(`${name} only exists in comparisons: no bin can hold it`);
}

/** True for objects of another realm that are plain there. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    Object.getPrototypeOf(prototype) === null &&
    Object.prototype.hasOwnProperty.call(prototype, 'isPrototypeOf')
  );
}

function writeList(
  writer: MsgpackWriter,
  items: readonly ComparisonValue[],
  depth: number,
  scope: ValueScope,
): void {
  checkDepth(depth);
  const length = items.length;
  writer.arrayHeader(length);
  let i = 0;
  try {
    for (; i < length; i++) writeElement(writer, items[i] as ComparisonValue, depth + 1, scope);
  } catch (error) {
    throw within(error, `[${i}]`);
  }
}

/** Also what ends a value that contains itself. */
function checkDepth(depth: number): void {
  if (depth < MAX_NESTING) return;
  throw new InvalidValue(
    `lists and maps may nest ${MAX_NESTING} deep at most; does the value contain itself?`,
  );
}

/** Appends a key-ordered map: its keys in the server's order, which is integers, text, bytes. */
function writeMap(writer: MsgpackWriter, map: object, depth: number, scope: ValueScope): void {
  checkDepth(depth);
  if (types.isMap(map)) writeEntries(writer, map as Map<MapKey, ComparisonValue>, depth, scope);
  else writeProperties(writer, map as Record<string, ComparisonValue>, depth, scope);
}

function writeHeader(writer: MsgpackWriter, size: number): void {
  writer
    .mapHeader(size + 1)
    .flagsExtension(MapFlag.keyOrdered)
    .nil();
}

function writeProperties(
  writer: MsgpackWriter,
  map: Record<string, ComparisonValue>,
  depth: number,
  scope: ValueScope,
): void {
  const keys = sortText(Object.keys(map));
  writeHeader(writer, keys.length);
  let key = '';
  try {
    for (let i = 0; i < keys.length; i++) {
      key = keys[i] as string;
      writer.text(checkText(key));
      writeElement(writer, map[key] as ComparisonValue, depth + 1, scope);
    }
  } catch (error) {
    throw within(error, propertyStep(key));
  }
}

function writeEntries(
  writer: MsgpackWriter,
  map: ReadonlyMap<MapKey, ComparisonValue>,
  depth: number,
  scope: ValueScope,
): void {
  const keys = sortKeys(map);
  writeHeader(writer, keys.length);
  let i = 0;
  try {
    for (; i < keys.length; i++) {
      const key = keys[i] as MapKey;
      writeKey(writer, key);
      writeElement(writer, map.get(key) as ComparisonValue, depth + 1, scope);
    }
  } catch (error) {
    throw within(error, entryStep(keys[i] as MapKey));
  }
}
