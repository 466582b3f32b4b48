import { latin1Slice } from '../bytes/buffer-text.js';
import type { ValueFactory } from './value-factory.js';
import {
  WIRE_INFINITY,
  WIRE_WILDCARD,
  WireBlob,
  WireDouble,
  WireGeoJson,
  WireList,
  WireMap,
  type WireValue,
} from './wire-value.js';

/** Builds exact values; bytes are copied, so that a value outlives the buffer it came from. */
export const wireValueFactory: ValueFactory<WireValue> = {
  nil: () => null,
  boolean: (value) => value,
  integer: (value) => value,
  double: (value) => new WireDouble(value),
  string: (buffer, start, end) => latin1Slice(buffer, start, end),
  blob: (type, buffer, start, end) => new WireBlob(type, Buffer.from(buffer.subarray(start, end))),
  geojson: (buffer, start, end) => new WireGeoJson(latin1Slice(buffer, start, end)),
  list: (items, flags) => new WireList(items, flags),
  map: (keys, values, flags) => new WireMap(keys, values, flags),
  infinity: () => WIRE_INFINITY,
  wildcard: () => WIRE_WILDCARD,
};
