import type { WireList } from '@aeroform/protocol';
import { sharedRanks } from '../order/value-ranks.js';
import { refuseOperation } from '../refuse.js';
import { emptySelection, type Selection, type SelectionRequest } from '../selection.js';
import {
  invertSpan,
  orientedSpan,
  requirePosition,
  resolveSpan,
  type Span,
  spanNumbers,
} from '../span.js';
import { isOrdered } from './list-order.js';

/** One element, or a range of elements as far as they exist. */
export function selectByIndex(
  list: WireList,
  [index, count]: readonly [index: number, count: number],
  { multiple, inverted }: SelectionRequest,
): Selection {
  const size = list.items.length;
  const span = multiple ? resolveSpan(index, count, size) : requirePosition(index, size, 'index');
  if (inverted && !multiple) refuseOperation('one element by index cannot be inverted');
  return selectSpan(list, span, inverted);
}

/** The elements in a span of positions, or those outside of it. */
export function selectSpan(list: WireList, span: Span, inverted: boolean): Selection {
  const size = list.items.length;
  const spans = inverted ? invertSpan(span, size) : [span];
  const positions = spanNumbers(spans, size, false);
  const ordered = isOrdered(list);
  if (positions.length === 0) return emptySpan(span.start, inverted);
  const indexes = (reverse: boolean): number[] => spanNumbers(spans, size, reverse);
  const oriented = (reverse: boolean): Span => orientedSpan(span, size, reverse);
  return {
    positions,
    elements: positions,
    indexes,
    // The ranks of all elements are answered in ascending order, whatever the order of the list.
    ranks: ordered || positions.length === size ? indexes : eachRank(list, positions),
    ...(inverted ? {} : { indexSpan: oriented }),
    ...(inverted || !ordered ? {} : { rankSpan: oriented }),
  };
}

function emptySpan(start: number, inverted: boolean): Selection {
  const { indexSpan, rankSpan, ...rest } = emptySelection(start);
  return inverted ? rest : { ...rest, indexSpan, rankSpan };
}

/** The rank of each element, in the order of the positions. */
function eachRank(list: WireList, positions: readonly number[]) {
  return (reverse: boolean): number[] => {
    const ranks = sharedRanks(list.items, positions);
    return reverse ? ranks.map((rank) => list.items.length - rank - 1) : ranks;
  };
}
