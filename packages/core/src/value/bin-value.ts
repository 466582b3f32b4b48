import type { Double } from './double.js';
import type { GeoJson } from './geojson.js';
import type { Hll } from './hll.js';

/**
 * What a bin, a list element or a map value can be.
 *
 * Writing: whole numbers inside ±(2^53 − 1) become integers, other numbers doubles; a bigint an
 * integer of 64 bits; {@link Double} forces a double. Arrays and sets become lists; maps and plain
 * objects become key-ordered maps. `null` removes a bin, and is nil inside lists and maps.
 *
 * Reading: integers outside ±(2^53 − 1) are bigints, never rounded; a map with only string keys is a
 * plain object, any other a `Map`; bytes are a `Buffer`.
 */
export type BinValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Double
  | GeoJson
  | Hll
  | readonly BinValue[]
  | ReadonlyMap<BinValue, BinValue>
  | ReadonlySet<BinValue>
  | { readonly [key: string]: BinValue };

/** Bins by name. Names have 1 to 15 bytes of UTF-8. */
export type Bins = { readonly [bin: string]: BinValue };
