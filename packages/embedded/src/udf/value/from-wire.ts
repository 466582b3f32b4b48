import {
  WireBlob,
  type WireDouble,
  type WireGeoJson,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
  WireWildcard,
} from '@aeroform/protocol';
import { UdfBytes } from './udf-bytes.js';
import { UdfList } from './udf-list.js';
import { UdfMap, type UdfMapKey } from './udf-map.js';
import type { UdfValue } from './udf-value.js';

/** A stored or received value as one that Lua code can change: a copy of all that can be changed. */
export function fromWire(value: WireValue): UdfValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof WireList) return new UdfList(value.items.map(fromWire), value.flags);
  if (value instanceof WireMap) {
    const keys = value.keys as UdfMapKey[];
    return new UdfMap([...keys], value.values.map(fromWire), value.flags);
  }
  if (value instanceof WireBlob) return UdfBytes.of(value.bytes, value.particleType);
  if (value instanceof WireInfinity || value instanceof WireWildcard) return null;
  return value satisfies WireDouble | WireGeoJson;
}
