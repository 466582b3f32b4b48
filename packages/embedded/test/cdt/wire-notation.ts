import {
  ListFlag,
  MapFlag,
  ParticleType,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
  WireWildcard,
} from '@aeroform/protocol';

/** Values as tests write them: arrays are lists, objects are maps. */
export type Plain = WireValue | Plain[] | { [key: string]: Plain };

/** The exact value: arrays and objects become unordered lists and maps. */
export function wire(plain: Plain): WireValue {
  if (Array.isArray(plain)) return new WireList(plain.map(wire));
  if (typeof plain !== 'object' || plain === null || isWire(plain)) return plain;
  return mapOf(plain, MapFlag.unordered);
}

function isWire(plain: object): plain is Exclude<WireValue, null> & object {
  return [WireBlob, WireDouble, WireGeoJson, WireInfinity, WireList, WireMap, WireWildcard].some(
    (type) => plain instanceof type,
  );
}

export function ordered(...items: Plain[]): WireList {
  return new WireList(items.map(wire), ListFlag.ordered);
}

export function keyOrdered(entries: { [key: string]: Plain }): WireMap {
  return mapOf(entries, MapFlag.keyOrdered);
}

/** A map with integer keys, which objects can't have. */
export function entries(flags: number, ...pairs: [key: Plain, value: Plain][]): WireMap {
  return new WireMap(
    pairs.map(([key]) => wire(key)),
    pairs.map(([, value]) => wire(value)),
    flags,
  );
}

function mapOf(plain: { [key: string]: Plain }, flags: number): WireMap {
  return new WireMap(Object.keys(plain), Object.values(plain).map(wire), flags);
}

export function double(value: number): WireDouble {
  return new WireDouble(value);
}

export function blob(...bytes: number[]): WireBlob {
  return new WireBlob(ParticleType.blob, Buffer.from(bytes));
}

/** A short text of a value: `2.0` is a double, `<a>` an ordered list, `{/1 a: 1}` a map with flags. */
export function text(value: WireValue | undefined): string {
  if (value === undefined || value === null) return 'nil';
  if (typeof value !== 'object') return typeof value === 'string' ? value : String(value);
  if (value instanceof WireList) {
    const items = value.items.map(text).join(' ');
    return value.flags === 0 ? `[${items}]` : `<${items}>`;
  }
  if (value instanceof WireMap) {
    const pairs = value.keys.map((key, i) => `${text(key)}:${text(value.values[i])}`);
    return `{${[...(value.flags === 0 ? [] : [`/${value.flags}`]), ...pairs].join(' ')}}`;
  }
  if (value instanceof WireDouble) {
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  }
  if (value instanceof WireBlob) return `x${value.bytes.toString('hex')}`;
  return value instanceof WireGeoJson ? value.json : 'comparison value';
}
