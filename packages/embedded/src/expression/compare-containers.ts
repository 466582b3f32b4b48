import {
  compareWireValues,
  MapFlag,
  ValueRank,
  valueRank,
  type WireList,
  type WireMap,
  type WireValue,
} from '@aeroform/protocol';

/** Outcome of comparing two values that may be lists and maps. */
export interface ContainerOrder {
  /** Negative, 0 or positive. */
  readonly order: number;
  /** A map without key order was met on the way to the first difference. */
  readonly metUnorderedMap: boolean;
}

/**
 * Compares values as the server compares their msgpack forms, element by element. Two things set it
 * apart from the order of stored values: a wildcard at any depth ends the comparison as equal, and
 * maps without key order have no defined order, so they are reported.
 */
export function compareContainers(a: WireValue, b: WireValue): ContainerOrder {
  const walk: Walk = { metUnorderedMap: false, ended: false };
  const order = compare(a, b, walk);
  return { order, metUnorderedMap: walk.metUnorderedMap };
}

interface Walk {
  metUnorderedMap: boolean;
  /** A wildcard was met: nothing behind it counts. */
  ended: boolean;
}

function compare(a: WireValue, b: WireValue, walk: Walk): number {
  const rank = valueRank(a);
  const otherRank = valueRank(b);
  if (isUnordered(a, rank) || isUnordered(b, otherRank)) walk.metUnorderedMap = true;
  if (rank === ValueRank.wildcard || otherRank === ValueRank.wildcard) {
    walk.ended = true;
    return 0;
  }
  if (rank !== otherRank) return rank - otherRank;
  if (rank === ValueRank.list) return compareLists(a as WireList, b as WireList, walk);
  if (rank === ValueRank.map) return compareMaps(a as WireMap, b as WireMap, walk);
  return compareWireValues(a, b);
}

function isUnordered(value: WireValue, rank: ValueRank): boolean {
  if (rank !== ValueRank.map) return false;
  const { keys, flags } = value as WireMap;
  // An empty map may be without order only if it has no flags at all.
  return (keys.length > 0 || flags !== 0) && (flags & MapFlag.keyOrdered) === 0;
}

function compareLists(a: WireList, b: WireList, walk: Walk): number {
  return compareItems(a.items, b.items, walk) || (walk.ended ? 0 : a.items.length - b.items.length);
}

/** Compares up to the end of the shorter one. */
function compareItems(a: readonly WireValue[], b: readonly WireValue[], walk: Walk): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i] as WireValue, b[i] as WireValue, walk);
    if (order !== 0 || walk.ended) return order;
  }
  return 0;
}

function compareMaps(a: WireMap, b: WireMap, walk: Walk): number {
  if (a.keys.length !== b.keys.length) return a.keys.length - b.keys.length;
  for (let i = 0; i < a.keys.length; i++) {
    const key = compare(a.keys[i] as WireValue, b.keys[i] as WireValue, walk);
    if (key !== 0 || walk.ended) return key;
    const value = compare(a.values[i] as WireValue, b.values[i] as WireValue, walk);
    if (value !== 0 || walk.ended) return value;
  }
  return 0;
}
