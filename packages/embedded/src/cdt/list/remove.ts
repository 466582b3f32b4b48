import { ListFlag, WireList, type WireValue } from '@aeroform/protocol';
import type { Modification } from '../cdt-outcome.js';
import { withItems } from './list-order.js';

/** A list without the elements at `positions` (ascending). */
export function withoutPositions(list: WireList, positions: readonly number[]): WireList {
  if (positions.length === 0) return list;
  let next = 0;
  const items = list.items.filter((_: WireValue, position) => {
    if (positions[next] !== position) return true;
    next++;
    return false;
  });
  return withItems(list, items);
}

/** Removes all elements; only the order stays. Answers nothing. */
export function clear(list: WireList): Modification<WireList> {
  return { container: new WireList([], list.flags & ListFlag.ordered), result: undefined };
}
