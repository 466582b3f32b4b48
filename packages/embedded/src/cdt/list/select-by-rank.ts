import { compareWireValues, type WireList, type WireValue } from '@aeroform/protocol';
import { selectByHeap } from '../order/heap-selection.js';
import { countSmaller } from '../order/value-ranks.js';
import { refuseOperation } from '../refuse.js';
import {
  complement,
  eachNumber,
  emptySelection,
  type Selection,
  type SelectionRequest,
} from '../selection.js';
import {
  orientedSpan,
  outsideOf,
  relativeRange,
  requirePosition,
  resolveSpan,
  type Span,
  spanNumbers,
} from '../span.js';
import { findInOrdered, isOrdered } from './list-order.js';
import { selectByIndex } from './select-by-index.js';

/** One element, or a range of elements, by rank: 0 is the smallest value, −1 the greatest. */
export function selectByRank(
  list: WireList,
  [rank, count]: readonly [rank: number, count: number],
  request: SelectionRequest,
): Selection {
  if (request.inverted && !request.multiple) {
    refuseOperation('one element by rank cannot be inverted');
  }
  if (isOrdered(list)) return selectByIndex(list, [rank, count], request);
  const size = list.items.length;
  const span = request.multiple
    ? resolveSpan(rank, count, size)
    : requirePosition(rank, size, 'rank');
  return request.inverted ? selectOutside(list, span) : selectInside(list, span);
}

/** A range of ranks, counted from the rank that a value has or would have. */
export function selectByRelativeRank(
  list: WireList,
  value: WireValue,
  [rank, count]: readonly [rank: number, count: number],
  request: SelectionRequest,
): Selection {
  const origin = isOrdered(list)
    ? findInOrdered(list.items, value).rank
    : countSmaller(list.items, value);
  return selectByRank(list, relativeRange(rank, count, origin), request);
}

function selectInside(list: WireList, span: Span): Selection {
  const size = list.items.length;
  if (span.count === 0) return emptySelection(span.start);
  const elements = rankedPositions(list, span);
  const positions = elements.toSorted((a, b) => a - b);
  return {
    positions,
    elements,
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: (reverse) => spanNumbers([span], size, reverse),
    rankSpan: (reverse) => orientedSpan(span, size, reverse),
  };
}

function selectOutside(list: WireList, span: Span): Selection {
  const size = list.items.length;
  const inside = rankedPositions(list, span).toSorted((a, b) => a - b);
  const positions = complement(inside, size);
  if (positions.length === 0) return emptySelection(span.start);
  return {
    positions,
    elements: positions,
    exists: span.count === 0,
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: (reverse) => spanNumbers(outsideOf(span, size), size, reverse),
  };
}

function rankedPositions(list: WireList, span: Span): readonly number[] {
  const at = (position: number): WireValue => list.items[position] as WireValue;
  const compare = (a: number, b: number): number => compareWireValues(at(a), at(b));
  return selectByHeap(list.items.length, span, compare).positions;
}
