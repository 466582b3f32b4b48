import {
  compareWireValues,
  ListFlag,
  MapFlag,
  ParticleType,
  ValueRank,
  valueRank,
  type WireBlob,
  WireInfinity,
  WireList,
  WireMap,
  type WireValue,
  WireWildcard,
} from '@aeroform/protocol';
import { sortPositions } from './order/sort-positions.js';

/** Whether a value can be the key of a map: integers, strings and plain blobs can. */
export function isMapKey(value: WireValue): boolean {
  const rank = valueRank(value);
  if (rank === ValueRank.blob) return (value as WireBlob).particleType === ParticleType.blob;
  return rank === ValueRank.integer || rank === ValueRank.string;
}

/**
 * A value as the server stores it: maps sorted by key, flags reduced to the order. Only the list or
 * map that is a bin keeps the wish to persist its index.
 *
 * @returns undefined when it can't be stored: infinity and wildcards, keys of a wrong type, double
 *   keys, entries that are not in the order that the flags announce.
 */
export function storableValue(value: WireValue, topLevel = false): WireValue | undefined {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof WireList) return storableList(value, topLevel);
  if (value instanceof WireMap) return storableMap(value, topLevel);
  return value instanceof WireInfinity || value instanceof WireWildcard ? undefined : value;
}

function storableList(list: WireList, topLevel: boolean): WireList | undefined {
  const items = storableAll(list.items);
  if (items === undefined) return undefined;
  const flags = list.flags & (ListFlag.ordered | (topLevel ? ListFlag.persistIndex : 0));
  if ((flags & ListFlag.ordered) !== 0 && orderOf(items) === Order.none) return undefined;
  return items === list.items && flags === list.flags ? list : new WireList(items, flags);
}

function storableMap(map: WireMap, topLevel: boolean): WireMap | undefined {
  if (!map.keys.every(isMapKey)) return undefined;
  const values = storableAll(map.values);
  if (values === undefined) return undefined;
  const flags = map.flags & (MapFlag.keyValueOrdered | (topLevel ? MapFlag.persistIndex : 0));
  const order = orderOf(map.keys);
  if (order === Order.strict) {
    return values === map.values && flags === map.flags
      ? map
      : new WireMap(map.keys, values, flags);
  }
  if (order === Order.withDoubles || (flags & MapFlag.keyOrdered) !== 0) return undefined;
  const keyAt = (position: number): WireValue => map.keys[position] as WireValue;
  const sorted = sortPositions(map.keys.length, (a, b) => compareWireValues(keyAt(a), keyAt(b)));
  const keys = sorted.map(keyAt);
  if (orderOf(keys) !== Order.strict) return undefined;
  return new WireMap(
    keys,
    sorted.map((position) => values[position] as WireValue),
    flags,
  );
}

/** The very same array when all values can be stored as they are. */
function storableAll(values: WireValue[]): WireValue[] | undefined {
  let copy: WireValue[] | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as WireValue;
    const storable = storableValue(value);
    if (storable === undefined) return undefined;
    if (storable !== value) (copy ??= [...values])[i] = storable;
  }
  return copy ?? values;
}

const Order = { none: 0, withDoubles: 1, strict: 2 } as const;
type Order = (typeof Order)[keyof typeof Order];

function orderOf(values: readonly WireValue[]): Order {
  let order: Order = Order.strict;
  for (let i = 1; i < values.length; i++) {
    const step = compareWireValues(values[i - 1] as WireValue, values[i] as WireValue);
    if (step > 0) return Order.none;
    if (step === 0) order = Order.withDoubles;
  }
  return order;
}

/** Order flags of a nested list or map: only a bin can persist its index. */
export function withoutPersistedIndex(flags: number): number {
  return flags & ~MapFlag.persistIndex;
}
