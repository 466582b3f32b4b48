import type { WireMap, WireValue } from '@aeroform/protocol';
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
  invertSpan,
  orientedSpan,
  relativeRange,
  requirePosition,
  resolveSpan,
  type Span,
  spanNumbers,
} from '../span.js';
import { compareByValue } from './map-order.js';

/** One entry, or a range of entries, by rank: 0 is the smallest value, −1 the greatest. */
export function selectByRank(
  map: WireMap,
  [rank, count]: readonly [rank: number, count: number],
  { multiple, inverted }: SelectionRequest,
): Selection {
  const size = map.keys.length;
  const span = multiple ? resolveSpan(rank, count, size) : requirePosition(rank, size, 'rank');
  if (inverted && !multiple) refuseOperation('one entry by rank cannot be inverted');
  const spans = inverted ? invertSpan(span, size) : [span];
  return spans.length === 1 ? selectInside(map, spans[0] as Span) : selectOutside(map, span);
}

/** A range of ranks, counted from the rank that a value has or would have. */
export function selectByRelativeRank(
  map: WireMap,
  value: WireValue,
  [rank, count]: readonly [rank: number, count: number],
  request: SelectionRequest,
): Selection {
  const origin = countSmaller(map.values, value);
  return selectByRank(map, relativeRange(rank, count, origin), request);
}

function selectInside(map: WireMap, span: Span): Selection {
  const size = map.keys.length;
  if (span.count === 0) {
    const { indexSpan: _, ...empty } = emptySelection(span.start);
    return empty;
  }
  const elements = rankedPositions(map, span);
  return {
    positions: elements.toSorted((a, b) => a - b),
    elements,
    indexes: (reverse) => eachNumber(elements, size, reverse),
    ranks: (reverse) => spanNumbers([span], size, reverse),
    rankSpan: (reverse) => orientedSpan(span, size, reverse),
  };
}

/** Everything but a range in the middle: answered in the order of the keys. */
function selectOutside(map: WireMap, span: Span): Selection {
  const size = map.keys.length;
  const inside = rankedPositions(map, span).toSorted((a, b) => a - b);
  const positions = complement(inside, size);
  return {
    positions,
    elements: positions,
    exists: false,
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: (reverse) => spanNumbers(invertSpan(span, size), size, reverse),
  };
}

/** Positions of a span of ranks, from the lowest rank to the highest. */
function rankedPositions(map: WireMap, span: Span): number[] {
  const { positions, ascending } = selectByHeap(map.keys.length, span, compareByValue(map));
  return ascending ? [...positions] : positions.toReversed();
}
