import type { WireMap, WireValue } from '@aeroform/protocol';
import { itemsOf } from '../item-list.js';
import { RankTarget } from '../order/find-rank.js';
import {
  allPositions,
  complement,
  eachNumber,
  type Selection,
  type SelectionRequest,
} from '../selection.js';
import { selectUnordered } from '../select-unordered.js';
import { type Span, spanNumbers } from '../span.js';
import { findKey, isKeyOrdered } from './map-order.js';

/** The entries with one of several keys, or inverted: with none of them. Ranks can't be answered. */
export function selectByKeyList(
  map: WireMap,
  argument: WireValue,
  { inverted }: SelectionRequest,
): Selection {
  const named = itemsOf(argument);
  const size = map.keys.length;
  if (named.length === 0) return withIndexes(inverted ? allPositions(size) : []);
  if (!isKeyOrdered(map)) {
    const { positions, ranks } = selectUnordered(map.keys, named, inverted);
    return withIndexes(positions, ranks);
  }
  const indexes = spanNumbers(
    named.map((key) => spanOfKey(map, key)),
    size,
    false,
  );
  const inside = [...new Set(indexes)].sort((a, b) => a - b);
  if (inverted) {
    const positions = complement(inside, size);
    return withIndexes(positions, (reverse) => eachNumber(positions, size, reverse));
  }
  return withIndexes(inside, (reverse) => eachNumber(indexes, size, reverse));
}

/** More than one key equals a wildcard only. */
function spanOfKey(map: WireMap, key: WireValue): Span {
  const { found, rank: start } = findKey(map, key);
  if (!found) return { start, count: 0 };
  return { start, count: findKey(map, key, RankTarget.behind).rank - start };
}

function withIndexes(
  positions: readonly number[],
  indexes: (reverse: boolean) => number[] = () => [...positions],
): Selection {
  return { positions, elements: positions, indexes };
}
