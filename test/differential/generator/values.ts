import {
  compareWireValues,
  ParticleType,
  WIRE_INFINITY,
  WIRE_WILDCARD,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
  toBinaryString,
  type WireValue,
} from '@aeroform/protocol';
import type { Random } from './random.js';

const INT64_MAX = 2n ** 63n - 1n;
const INTEGERS = [0x7f, 0x80, 0xff, 0x100, -0x20, -0x21, 0x7fff_ffff, 2 ** 31, 2 ** 32, 2 ** 53];
const BIG_INTEGERS = [INT64_MAX, -INT64_MAX - 1n, INT64_MAX - 1n, 2n ** 62n];
const DOUBLES = [0, -0, 0.5, 1, 1.5, -2.25, 3, 1e18, 1e30, 0.1, -1e-9];
const ODD_DOUBLES = [Infinity, -Infinity, NaN, 5e-324, 1.7976931348623157e308];
const TEXTS = [
  '',
  'a',
  'b',
  'c',
  'ab',
  'ba',
  'aa',
  'abc',
  'Zz',
  'ä',
  'a\0b',
  'longer text, longer than 32 bytes',
];
const POINTS = [
  '{"type":"Point","coordinates":[0,0]}',
  '{"type":"Point","coordinates":[10.5,20.25]}',
  '{"type":"Point","coordinates":[-122.0,37.5]}',
];
const REGIONS = [
  '{"type":"AeroCircle","coordinates":[[10.5,20.0],50000]}',
  '{"type":"Polygon","coordinates":[[[-5,-5],[5,-5],[5,5],[-5,5],[-5,-5]]]}',
  '{"type":"AeroCircle","coordinates":[[-122.0,37.5],1000]}',
];

export function integer(random: Random): number | bigint {
  if (random.percent(85)) return random.between(-3, 9);
  return random.percent(75) ? random.pick(INTEGERS) : random.pick(BIG_INTEGERS);
}

export function double(random: Random): WireDouble {
  return new WireDouble(random.percent(85) ? random.pick(DOUBLES) : random.pick(ODD_DOUBLES));
}

export function text(random: Random): string {
  return toBinaryString(random.pick(TEXTS));
}

export function blob(random: Random): WireBlob {
  return new WireBlob(ParticleType.blob, random.bytes(random.pick([0, 1, 1, 2, 3, 5, 8])));
}

export function geojson(random: Random): WireGeoJson {
  return new WireGeoJson(random.pick(random.percent(60) ? POINTS : REGIONS));
}

export function point(random: Random): WireGeoJson {
  return new WireGeoJson(random.pick(POINTS));
}

export function region(random: Random): WireGeoJson {
  return new WireGeoJson(random.pick(REGIONS));
}

/** A value that is no list or map. Integers and short texts most of the time, to meet again. */
export function scalar(random: Random): WireValue {
  const kind = random.below(20);
  if (kind < 9) return integer(random);
  if (kind < 13) return text(random);
  // Ledger: nan-order. Lists with NaN, which equals every double, have no order to agree on.
  if (kind < 15) return new WireDouble(random.pick(DOUBLES));
  if (kind < 16) return random.percent(50);
  if (kind < 18) return blob(random);
  return kind < 19 ? null : geojson(random);
}

/** A value that a list or map can hold. */
export function value(random: Random, depth = 2): WireValue {
  if (depth === 0 || random.percent(70)) return scalar(random);
  return random.percent(55) ? list(random, depth - 1) : map(random, depth - 1);
}

/** A well-formed list. */
export function list(random: Random, depth = 2, most = 6): WireList {
  const items = random.many(0, most, () => value(random, depth));
  if (random.percent(75)) return new WireList(items);
  return new WireList(items.toSorted(compareWireValues), random.percent(8) ? 0x11 : 1);
}

export function mapKey(random: Random): WireValue {
  const kind = random.below(10);
  if (kind < 5) return text(random);
  return kind < 9 ? integer(random) : blob(random);
}

/** A well-formed map: no repeated keys, sorted by key. */
export function map(random: Random, depth = 2, most = 6): WireMap {
  const keys: WireValue[] = [];
  for (const key of random.many(0, most, () => mapKey(random))) {
    if (keys.every((other) => compareWireValues(key, other) !== 0)) keys.push(key);
  }
  keys.sort(compareWireValues);
  return new WireMap(
    keys,
    keys.map(() => value(random, depth)),
    random.pick([0, 0, 0, 1, 1, 1, 3]) | (random.percent(8) ? 0x10 : 0),
  );
}

/**
 * A list or map that is not what its flags say, or has keys that it must not have. Only for whole
 * bins: inside of others it may stop a real server (ledger: ill-formed-elements). So may an unordered
 * list with the flag for a persisted index (ledger: persisted-unordered-list).
 */
export function oddContainer(random: Random): WireValue {
  const items = random.many(0, 4, () => scalar(random));
  if (random.percent(40)) return new WireList(items, 1);
  const keys = items.map((item) => (random.percent(70) ? mapKey(random) : item));
  return new WireMap(keys, items, random.pick([0, 1, 3]));
}

/** A value to compare with: also infinity and wildcards, at any depth. */
export function comparand(random: Random, depth = 1): WireValue {
  if (random.percent(6)) return random.percent(50) ? WIRE_INFINITY : WIRE_WILDCARD;
  if (depth > 0 && random.percent(20)) {
    return new WireList(random.many(0, 3, () => comparand(random, depth - 1)));
  }
  return value(random, depth);
}
