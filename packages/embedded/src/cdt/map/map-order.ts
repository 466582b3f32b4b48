import { compareWireValues, MapFlag, WireMap, type WireValue } from '@aeroform/protocol';
import { findRank, type Rank, RankTarget } from '../order/find-rank.js';
import { isCountingCheaper } from '../order/value-ranks.js';
import { type ComparePositions, sortPositions } from '../order/sort-positions.js';

/**
 * Whether the server treats a map as ordered. All maps are stored sorted by key, but some answers
 * depend on the flag: any flag makes a map an ordered one.
 */
export function isKeyOrdered(map: WireMap): boolean {
  return map.flags !== 0;
}

/** Whether an order of the values is stored with the map: it changes the order of some answers. */
export function hasValueIndex(map: WireMap): boolean {
  const flags = (MapFlag.keyValueOrdered & ~MapFlag.keyOrdered) | MapFlag.persistIndex;
  return (map.flags & flags) === flags && map.keys.length > 1;
}

/** The index of a key: how many keys are smaller. */
export function findKey(map: WireMap, key: WireValue, target: RankTarget = RankTarget.first): Rank {
  const { keys } = map;
  return findRank(keys.length, (rank) => compareWireValues(key, keys[rank] as WireValue), target);
}

/** Compares entries by value, and equal values by key. */
export function compareByValue({ values }: WireMap): ComparePositions {
  return (a, b) => compareWireValues(values[a] as WireValue, values[b] as WireValue) || a - b;
}

/** Positions in the order of their values. */
export function positionsByValue(map: WireMap): number[] {
  return sortPositions(map.values.length, compareByValue(map));
}

/** Answers the ranks of entries, in the order of the positions. */
export function ranksAt(map: WireMap, positions: readonly number[]) {
  return (reverse: boolean): number[] => {
    const size = map.values.length;
    const ranks = isCountingCheaper(positions, size)
      ? positions.map((position) => countSmaller(map, position))
      : sortedRanks(map, positions);
    return reverse ? ranks.map((rank) => size - rank - 1) : ranks;
  };
}

function countSmaller(map: WireMap, position: number): number {
  const compare = compareByValue(map);
  let smaller = 0;
  for (let other = 0; other < map.values.length; other++) {
    if (compare(other, position) < 0) smaller++;
  }
  return smaller;
}

function sortedRanks(map: WireMap, positions: readonly number[]): number[] {
  const ranks = new Array<number>(map.values.length);
  positionsByValue(map).forEach((position, rank) => (ranks[position] = rank));
  return positions.map((position) => ranks[position] as number);
}

/** A map without the entries at `positions` (ascending). */
export function withoutPositions(map: WireMap, positions: readonly number[]): WireMap {
  if (positions.length === 0) return map;
  const gone = new Uint8Array(map.keys.length);
  for (const position of positions) gone[position] = 1;
  const stays = (_: WireValue, position: number): boolean => gone[position] === 0;
  return new WireMap(map.keys.filter(stays), map.values.filter(stays), map.flags);
}
