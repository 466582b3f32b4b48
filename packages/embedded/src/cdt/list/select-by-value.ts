import { compareWireValues, type WireList, type WireValue } from '@aeroform/protocol';
import { RankTarget } from '../order/find-rank.js';
import { countSmaller } from '../order/value-ranks.js';
import { refuseOperation } from '../refuse.js';
import {
  eachNumber,
  emptySelection,
  positionsWhere,
  type Selection,
  type SelectionRequest,
} from '../selection.js';
import { orientedSpan, outsideOf, type Span, spanNumbers } from '../span.js';
import { findInOrdered, isOrdered } from './list-order.js';
import { selectSpan } from './select-by-index.js';

/** The elements that equal a value, or the first of them. */
export function selectByValue(
  list: WireList,
  value: WireValue,
  request: SelectionRequest,
): Selection {
  if (request.inverted && !request.multiple) {
    refuseOperation('one element by value cannot be inverted');
  }
  const { items } = list;
  if (isOrdered(list)) return selectEqualOrdered(list, value, request);
  const equal = positionsWhere(
    items.length,
    (position) =>
      (compareWireValues(items[position] as WireValue, value) === 0) !== request.inverted,
  );
  return selectUnordered(list, request.multiple ? equal : equal.slice(0, 1), {
    rank: countSmaller(items, value),
    inverted: request.inverted,
  });
}

/** The elements from `begin` to in front of `end`, or to the greatest. */
export function selectByInterval(
  list: WireList,
  begin: WireValue,
  end: WireValue | undefined,
  { inverted }: SelectionRequest,
): Selection {
  if (isOrdered(list)) return selectSpan(list, orderedInterval(list, begin, end), inverted);
  const positions = positionsWhere(list.items.length, (position) => {
    const item = list.items[position] as WireValue;
    const inside =
      compareWireValues(item, begin) >= 0 &&
      (end === undefined || compareWireValues(item, end) < 0);
    return inside !== inverted;
  });
  return selectUnordered(list, positions, { rank: countSmaller(list.items, begin), inverted });
}

function selectEqualOrdered(
  list: WireList,
  value: WireValue,
  { multiple, inverted }: SelectionRequest,
): Selection {
  const { items } = list;
  const { found, rank: start } = findInOrdered(items, value);
  if (!multiple) return found ? selectSpan(list, { start, count: 1 }, false) : emptySelection(0);
  const end = found ? findInOrdered(items, value, RankTarget.behind, start + 1).rank : start;
  return selectSpan(list, { start, count: end - start }, inverted);
}

function orderedInterval(list: WireList, begin: WireValue, end: WireValue | undefined): Span {
  const { items } = list;
  const { rank: start } = findInOrdered(items, begin);
  if (end === undefined) return { start, count: items.length - start };
  if (compareWireValues(begin, end) >= 0) return { start, count: 0 };
  return { start, count: findInOrdered(items, end, RankTarget.first, start).rank - start };
}

/** Elements at `positions` whose ranks are consecutive, or inverted: those that leave such a gap. */
function selectUnordered(
  list: WireList,
  positions: readonly number[],
  { rank, inverted }: { rank: number; inverted: boolean },
): Selection {
  const size = list.items.length;
  const span: Span = { start: rank, count: inverted ? size - positions.length : positions.length };
  const ranks = inverted ? outsideOf(span, size) : [span];
  return {
    positions,
    elements: positions,
    ...(inverted ? { exists: span.count === 0 } : {}),
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: (reverse) => spanNumbers(ranks, size, reverse),
    ...(inverted ? {} : { rankSpan: (reverse: boolean) => orientedSpan(span, size, reverse) }),
  };
}
