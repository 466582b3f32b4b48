import {
  MapFlag,
  WireBlob,
  type WireDouble,
  type WireGeoJson,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
  WireWildcard,
} from '@aeroform/protocol';
import { cText } from './lua-value.js';
import { UdfBytes } from './udf-bytes.js';
import { UdfList } from './udf-list.js';
import { UdfMap, type UdfMapKey } from './udf-map.js';
import type { UdfValue } from './udf-value.js';

/**
 * A stored or received value as one that Lua code can change: a copy of all that can be changed. Texts
 * end at their first NUL, as those of the server do.
 */
export function fromWire(value: WireValue): UdfValue {
  if (typeof value === 'string') return cText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof WireList) return new UdfList(value.items.map(fromWire), value.flags);
  if (value instanceof WireMap) {
    return mapFromWire(value);
  }
  if (value instanceof WireBlob) return UdfBytes.of(value.bytes, value.particleType);
  if (value instanceof WireInfinity || value instanceof WireWildcard) return null;
  return value satisfies WireDouble | WireGeoJson;
}

/** Of keys that are the same up to their first NUL the last one stays. They are neighbours. */
function mapFromWire(map: WireMap): UdfMap {
  const keys: UdfMapKey[] = [];
  const values: UdfValue[] = [];
  for (const [i, wireKey] of map.keys.entries()) {
    const key = fromKey(wireKey);
    if (typeof key === 'string' && key === keys.at(-1)) {
      keys.pop();
      values.pop();
    }
    keys.push(key);
    values.push(fromWire(map.values[i] as WireValue));
  }
  return new UdfMap(keys, values, mapFlags(map.flags));
}

function fromKey(key: WireValue): UdfMapKey {
  return typeof key === 'string' ? cText(key) : (key as UdfMapKey);
}

/** A map with any flag counts as ordered. */
function mapFlags(flags: number): number {
  return flags === MapFlag.unordered ? flags : flags | MapFlag.keyOrdered;
}
