import type { WireMap, WireValue } from '@aeroform/protocol';
import { type Rank, RankTarget } from '../order/find-rank.js';
import { refuseOperation } from '../refuse.js';
import type { Selection, SelectionRequest } from '../selection.js';
import { orientedSpan, outsideOf, relativeRange, type Span, spanNumbers } from '../span.js';
import { findKey, isKeyOrdered, ranksAt } from './map-order.js';
import { emptyIndex, selectByIndex, selectSpan } from './select-by-index.js';

/** A range of indexes, counted from the index that a key has or would have. */
export function selectByRelativeIndex(
  map: WireMap,
  key: WireValue,
  [index, count]: readonly [index: number, count: number],
  request: SelectionRequest,
): Selection {
  return selectByIndex(map, relativeRange(index, count, lookUp(map, key).rank), request);
}

/** The entry with a key. */
export function selectByKey(map: WireMap, key: WireValue, request: SelectionRequest): Selection {
  const { found, rank: start } = lookUp(map, key);
  if (!isKeyOrdered(map)) refuseInvertedKey(request);
  if (!found) return emptyIndex(-1);
  refuseInvertedKey(request);
  return selectSpan(map, { start, count: 1 }, false);
}

/** Only for a wildcard it matters which of the equal keys is met. */
function lookUp(map: WireMap, key: WireValue): Rank {
  return findKey(map, key, isKeyOrdered(map) ? RankTarget.any : RankTarget.first);
}

function refuseInvertedKey({ inverted }: SelectionRequest): void {
  if (inverted) refuseOperation('one entry by key cannot be inverted');
}

/** The entries with keys from `begin` to in front of `end`, or to the greatest. */
export function selectByKeyInterval(
  map: WireMap,
  begin: WireValue,
  end: WireValue | undefined,
  { inverted }: SelectionRequest,
): Selection {
  const span = keyInterval(map, begin, end);
  if (isKeyOrdered(map)) return selectSpan(map, span, inverted);
  const size = map.keys.length;
  // Unlike ranges by index, these answer all ranks in the order of the keys.
  const spans = inverted ? outsideOf(span, size) : [span];
  const positions = spanNumbers(spans, size, false);
  return {
    positions,
    elements: positions,
    ...(inverted ? { exists: span.count === 0 } : {}),
    indexes: (reverse) => spanNumbers(spans, size, reverse),
    ranks: ranksAt(map, positions),
    ...(inverted ? {} : { indexSpan: (reverse: boolean) => orientedSpan(span, size, reverse) }),
  };
}

function keyInterval(map: WireMap, begin: WireValue, end: WireValue | undefined): Span {
  const { rank: start } = lookUp(map, begin);
  if (end === undefined) return { start, count: map.keys.length - start };
  return { start, count: Math.max(lookUp(map, end).rank - start, 0) };
}
