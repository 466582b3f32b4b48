import type { WireDouble, WireGeoJson } from '@aeroform/protocol';
import type { UdfBytes } from './udf-bytes.js';
import type { UdfList } from './udf-list.js';
import type { UdfMap } from './udf-map.js';

/** A record as a value: only Lua code holds it, it can't be stored or answered. */
export abstract class UdfRecordValue {
  readonly kind = 'record';
}

/** A value that passes between Lua code and the server. Strings are binary strings. */
export type UdfValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | WireDouble
  | WireGeoJson
  | UdfBytes
  | UdfList
  | UdfMap
  | UdfRecordValue;
