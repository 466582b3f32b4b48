import {
  MapFlag,
  ParticleType,
  type ValueFactory,
  asciiSlice,
  utf8Slice,
} from '@aeroform/protocol';
import { ClientError } from '../error/client-error.js';
import type { BinValue } from './bin-value.js';
import { CDT_INFINITY, CDT_WILDCARD, type ComparisonValue } from './comparison-value.js';
import { Double } from './double.js';
import { GeoJson } from './geojson.js';
import { Hll } from './hll.js';

/** Makes plain JavaScript values of what the server answers; see {@link BinValue}. */
export const valueFactory: ValueFactory<BinValue> = {
  nil: () => null,
  boolean: (value) => value,
  integer: (value) => value,
  double: (value) => value,
  string: (buffer, start, end) => asciiSlice(buffer, start, end) ?? utf8Slice(buffer, start, end),
  blob: blobOf,
  geojson: (buffer, start, end) => new GeoJson(utf8Slice(buffer, start, end)),
  list: (items) => items,
  map: mapOf,
  infinity: comparisonOnly,
  wildcard: comparisonOnly,
};

/** The same, but doubles stay apart from integers: for copies that are written again. */
export const exactValueFactory: ValueFactory<ComparisonValue> = {
  ...(valueFactory as ValueFactory<ComparisonValue>),
  double: (value) => new Double(value),
  infinity: () => CDT_INFINITY,
  wildcard: () => CDT_WILDCARD,
};

/** Bytes are copied, so that they outlive the socket's buffer. */
function blobOf(particleType: number, buffer: Buffer, start: number, end: number): BinValue {
  const bytes = Buffer.from(buffer.subarray(start, end));
  return particleType === ParticleType.hll ? new Hll(bytes) : bytes;
}

/** Pairs whose order counts become an array of pairs; maps an object or a `Map`. */
function mapOf(keys: BinValue[], values: BinValue[], flags: number): BinValue {
  if ((flags & MapFlag.preserveOrder) !== 0)
    return keys.map((key, i) => [key, values[i] as BinValue]);
  for (let i = 0; i < keys.length; i++) {
    if (typeof keys[i] !== 'string') return entriesOf(keys, values);
  }
  const object: Record<string, BinValue> = {};
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    if (key === '__proto__') defineProperty(object, key, values[i] as BinValue);
    else object[key] = values[i] as BinValue;
  }
  return object;
}

function entriesOf(keys: BinValue[], values: BinValue[]): Map<BinValue, BinValue> {
  const map = new Map<BinValue, BinValue>();
  for (let i = 0; i < keys.length; i++) map.set(keys[i] as BinValue, values[i] as BinValue);
  return map;
}

/** Assigning to `__proto__` would change the prototype instead. */
function defineProperty(object: Record<string, BinValue>, key: string, value: BinValue): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function comparisonOnly(): never {
  throw new ClientError('the server answered a value that only exists in comparisons');
}
