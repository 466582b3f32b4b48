import type { MapPolicy } from '../../cdt/map-policy.js';
import type { BinValue } from '../../value/bin-value.js';
import type { Double } from '../../value/double.js';
import { summand, value } from '../../parameter/call-parameter.js';
import { defineMap } from '../define-call.js';
import type { MapOperation } from '../operation.js';
import {
  ITEMS,
  KEY,
  MAP_ORDER_POLICY,
  MAP_POLICY,
  type MapItems,
} from '../../parameter/map-parameter.js';

/** Puts an entry. Answers the new size. */
export const mapPut: (
  bin: string,
  key: BinValue,
  val: BinValue,
  policy?: MapPolicy,
) => MapOperation = defineMap('mapPut', 'put', KEY, value('val'), MAP_POLICY);

/** Puts several entries. Answers the new size. */
export const mapPutItems: (bin: string, items: MapItems, policy?: MapPolicy) => MapOperation =
  defineMap('mapPutItems', 'putItems', ITEMS, MAP_POLICY);

/** Adds to the number under `key`; a key that does not exist counts as 0. Answers the new value. */
export const mapIncrement: (
  bin: string,
  key: BinValue,
  incr: number | bigint | Double,
  policy?: MapPolicy,
) => MapOperation = defineMap('mapIncrement', 'increment', KEY, summand('incr'), MAP_ORDER_POLICY);

/** Subtracts from the number under `key`; a key that does not exist counts as 0. Answers the new value. */
export const mapDecrement: (
  bin: string,
  key: BinValue,
  decr: number | bigint | Double,
  policy?: MapPolicy,
) => MapOperation = defineMap('mapDecrement', 'decrement', KEY, summand('decr'), MAP_ORDER_POLICY);

/** Removes all entries. */
export const mapClear: (bin: string) => MapOperation = defineMap('mapClear', 'clear');
