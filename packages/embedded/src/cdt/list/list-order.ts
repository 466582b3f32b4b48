import { compareWireValues, ListFlag, WireList, type WireValue } from '@aeroform/protocol';
import { findRank, type Rank, RankTarget } from '../order/find-rank.js';
import { sortPositions } from '../order/sort-positions.js';

export function isOrdered(list: WireList): boolean {
  return (list.flags & ListFlag.ordered) !== 0;
}

/** Where a value stands in an ordered list. */
export function findInOrdered(
  items: readonly WireValue[],
  value: WireValue,
  target: RankTarget = RankTarget.first,
  from = 0,
): Rank {
  return findRank(
    items.length,
    (rank) => compareWireValues(value, items[rank] as WireValue),
    target,
    from,
  );
}

/** The values in ascending order, or descending. */
export function sortValues(items: readonly WireValue[], descending = false): WireValue[] {
  const at = (position: number): WireValue => items[position] as WireValue;
  const sign = descending ? -1 : 1;
  const sorted = sortPositions(items.length, (a, b) => sign * compareWireValues(at(a), at(b)));
  return sorted.map(at);
}

/** A list with the same flags and other items. */
export function withItems(list: WireList, items: WireValue[]): WireList {
  return new WireList(items, list.flags);
}

/** A copy of the array with `count` items at `index` replaced. */
export function splice(
  items: readonly WireValue[],
  index: number,
  count: number,
  replacement: readonly WireValue[],
): WireValue[] {
  return items.slice(0, index).concat(replacement, items.slice(index + count));
}

/**
 * Replaces the item at `index` of an ordered list and moves it to its new place. With `index` at the
 * end the value is added.
 */
export function replaceInOrdered(list: WireList, index: number, value: WireValue): WireList {
  const { rank } = findInOrdered(list.items, value);
  const place = rank <= index ? rank : rank - 1;
  const others = splice(list.items, index, 1, []);
  return withItems(list, splice(others, place, 0, [value]));
}
