import type { WireMap } from '@aeroform/protocol';
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
import { isKeyOrdered, ranksAt } from './map-order.js';

/** One entry, or a range of entries as far as they exist, by index in the order of the keys. */
export function selectByIndex(
  map: WireMap,
  [index, count]: readonly [index: number, count: number],
  { multiple, inverted }: SelectionRequest,
): Selection {
  const size = map.keys.length;
  const span = multiple ? resolveSpan(index, count, size) : requirePosition(index, size, 'index');
  if (inverted && !multiple) refuseOperation('one entry by index cannot be inverted');
  return selectSpan(map, span, inverted);
}

/** The entries in a span of positions, or those outside of it. */
export function selectSpan(map: WireMap, span: Span, inverted: boolean): Selection {
  const size = map.keys.length;
  const spans = inverted ? invertSpan(span, size) : [span];
  const only = spans.length === 1 ? (spans[0] as Span) : undefined;
  if (only?.count === 0) return emptyIndex(only.start);
  const positions = spanNumbers(spans, size, false);
  const indexes = (reverse: boolean): number[] => spanNumbers(spans, size, reverse);
  return {
    positions,
    elements: positions,
    ...(only === undefined && !isKeyOrdered(map) ? { exists: false } : {}),
    indexes,
    // The ranks of all entries are answered in ascending order.
    ranks: positions.length === size ? indexes : ranksAt(map, positions),
    ...(only === undefined
      ? {}
      : { indexSpan: (reverse: boolean) => orientedSpan(only, size, reverse) }),
  };
}

/** No entry: a range of indexes is answered with `start` and no count. */
export function emptyIndex(start: number): Selection {
  const { rankSpan: _, ...selection } = emptySelection(start);
  return selection;
}
