import { compareWireValues, type WireMap, type WireValue } from '@aeroform/protocol';
import { itemsOf } from '../item-list.js';
import {
  allPositions,
  complement,
  eachNumber,
  type Selection,
  type SelectionRequest,
} from '../selection.js';
import { selectUnordered } from '../select-unordered.js';
import { type Span, spanNumbers } from '../span.js';
import { hasValueIndex, positionsByValue, ranksAt } from './map-order.js';

/** The entries with one of several values, or inverted: with none of them. */
export function selectByValueList(
  map: WireMap,
  argument: WireValue,
  { inverted }: SelectionRequest,
): Selection {
  const named = itemsOf(argument);
  if (named.length === 0) {
    const positions = inverted ? allPositions(map.keys.length) : [];
    const numbers = (): number[] => [...positions];
    return { positions, elements: positions, indexes: numbers, ranks: numbers };
  }
  return hasValueIndex(map) || map.keys.length <= 1
    ? selectIndexedValues(map, named, inverted)
    : selectUnordered(map.values, named, inverted);
}

/** With a stored order of values, numbers follow the order in which the values are named. */
function selectIndexedValues(
  map: WireMap,
  named: readonly WireValue[],
  inverted: boolean,
): Selection {
  const size = map.values.length;
  const byValue = positionsByValue(map);
  const spans = named.map((value) => spanOfValue(map, byValue, value));
  const ranks = spanNumbers(spans, size, false);
  const indexes = ranks.map((rank) => byValue[rank] as number);
  const inside = [...new Set(indexes)].sort((a, b) => a - b);
  if (!inverted) {
    return {
      positions: inside,
      elements: inside,
      indexes: (reverse) => eachNumber(indexes, size, reverse),
      ranks: (reverse) => spanNumbers(spans, size, reverse),
    };
  }
  const positions = complement(inside, size);
  return {
    positions,
    elements: positions,
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: ranksAt(map, positions),
  };
}

function spanOfValue(map: WireMap, byValue: readonly number[], value: WireValue): Span {
  let start = 0;
  let count = 0;
  for (const position of byValue) {
    const order = compareWireValues(map.values[position] as WireValue, value);
    if (order < 0) start++;
    else if (order === 0) count++;
  }
  return { start, count };
}
