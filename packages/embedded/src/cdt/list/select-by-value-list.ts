import type { WireList, WireValue } from '@aeroform/protocol';
import { itemsOf } from '../item-list.js';
import { RankTarget } from '../order/find-rank.js';
import {
  complement,
  eachNumber,
  emptySelection,
  type Selection,
  type SelectionRequest,
} from '../selection.js';
import { selectUnordered } from '../select-unordered.js';
import { type Span, spanNumbers } from '../span.js';
import { findInOrdered, isOrdered } from './list-order.js';
import { selectSpan } from './select-by-index.js';

/** The elements that equal one of several values, or inverted: none of them. */
export function selectByValueList(
  list: WireList,
  argument: WireValue,
  { inverted }: SelectionRequest,
): Selection {
  const items = itemsOf(argument);
  if (items.length === 0) return withoutSpans(selectNone(list, inverted));
  return isOrdered(list)
    ? selectOrdered(list, items, inverted)
    : selectUnordered(list.items, items, inverted);
}

function selectNone(list: WireList, inverted: boolean): Selection {
  if (!inverted) return emptySelection(0);
  return selectSpan(list, { start: 0, count: list.items.length }, false);
}

function withoutSpans({ indexSpan: _index, rankSpan: _rank, ...rest }: Selection): Selection {
  return rest;
}

/** Answers follow the order of the named values, and repeat what was named twice. */
function selectOrdered(list: WireList, named: readonly WireValue[], inverted: boolean): Selection {
  const size = list.items.length;
  const spans = named.map((value) => spanOf(list, value));
  const elements = spanNumbers(spans, size, false);
  const inside = [...new Set(elements)].sort((a, b) => a - b);
  if (!inverted) {
    const numbers = (reverse: boolean): number[] => spanNumbers(spans, size, reverse);
    return { positions: inside, elements, indexes: numbers, ranks: numbers };
  }
  const positions = complement(inside, size);
  const numbers = (reverse: boolean): number[] => eachNumber(positions, size, reverse);
  return { positions, elements: positions, indexes: numbers, ranks: numbers };
}

function spanOf(list: WireList, value: WireValue): Span {
  const { found, rank: start } = findInOrdered(list.items, value);
  if (!found) return { start, count: 0 };
  const end = findInOrdered(list.items, value, RankTarget.behind, start + 1).rank;
  return { start, count: end - start };
}
