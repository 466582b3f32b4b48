import {
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
} from './wire-value.js';

/** Rank of each type in the server's order of values. */
export const ValueRank = {
  nil: 1,
  boolean: 2,
  integer: 3,
  string: 4,
  list: 5,
  map: 6,
  blob: 7,
  double: 8,
  geojson: 9,
  wildcard: 11,
  infinity: 12,
} as const;
export type ValueRank = (typeof ValueRank)[keyof typeof ValueRank];

/** Rank of the type of a value. */
export function valueRank(value: WireValue): ValueRank {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return ValueRank.integer;
    case 'string':
      return ValueRank.string;
    case 'boolean':
      return ValueRank.boolean;
    default:
      return objectRank(value);
  }
}

function objectRank(value: Exclude<WireValue, string | number | bigint | boolean>): ValueRank {
  if (value === null) return ValueRank.nil;
  if (value instanceof WireList) return ValueRank.list;
  if (value instanceof WireMap) return ValueRank.map;
  if (value instanceof WireBlob) return ValueRank.blob;
  if (value instanceof WireDouble) return ValueRank.double;
  if (value instanceof WireGeoJson) return ValueRank.geojson;
  return value instanceof WireInfinity ? ValueRank.infinity : ValueRank.wildcard;
}

/**
 * The server's order of values: by type, then nil; false, true; integers by number; text, bytes and
 * GeoJSON by byte; lists element by element, then by size; maps by size, then by entries; doubles by
 * number, where NaN equals everything. A wildcard, at any depth, makes the values equal: what stands
 * behind it is not compared.
 *
 * @returns negative, 0 or positive.
 */
export function compareWireValues(a: WireValue, b: WireValue): number {
  const order = compare(a, b);
  return Number.isNaN(order) ? 0 : order;
}

/** The outcome of meeting a wildcard: the values are equal, whatever comes behind it. */
const DECIDED_EQUAL = Number.NaN;

function compare(a: WireValue, b: WireValue): number {
  const rank = valueRank(a);
  const otherRank = valueRank(b);
  if (rank === ValueRank.wildcard || otherRank === ValueRank.wildcard) return DECIDED_EQUAL;
  return rank === otherRank ? COMPARE[rank](a as never, b as never) : rank - otherRank;
}

const equal = (): number => 0;

const COMPARE: Record<ValueRank, (a: never, b: never) => number> = {
  [ValueRank.nil]: equal,
  [ValueRank.boolean]: (a: boolean, b: boolean) => Number(a) - Number(b),
  [ValueRank.integer]: ordered<number | bigint>,
  [ValueRank.string]: ordered<string>,
  [ValueRank.list]: compareLists,
  [ValueRank.map]: compareMaps,
  [ValueRank.blob]: compareBlobs,
  [ValueRank.double]: (a: WireDouble, b: WireDouble) => ordered(a.value, b.value),
  [ValueRank.geojson]: (a: WireGeoJson, b: WireGeoJson) => ordered(a.json, b.json),
  [ValueRank.wildcard]: equal,
  [ValueRank.infinity]: equal,
};

function ordered<T extends number | bigint | string>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function compareBlobs(a: WireBlob, b: WireBlob): number {
  return a.particleType - b.particleType || Buffer.compare(a.bytes, b.bytes);
}

function compareLists(a: WireList, b: WireList): number {
  const length = Math.min(a.items.length, b.items.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a.items[i] as WireValue, b.items[i] as WireValue);
    if (order !== 0) return order;
  }
  return a.items.length - b.items.length;
}

function compareMaps(a: WireMap, b: WireMap): number {
  if (a.keys.length !== b.keys.length) return a.keys.length - b.keys.length;
  for (let i = 0; i < a.keys.length; i++) {
    const byKey = compare(a.keys[i] as WireValue, b.keys[i] as WireValue);
    if (byKey !== 0) return byKey;
    const byValue = compare(a.values[i] as WireValue, b.values[i] as WireValue);
    if (byValue !== 0) return byValue;
  }
  return 0;
}
