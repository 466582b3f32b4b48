import { compareWireValues, type WireMap, type WireValue } from '@aeroform/protocol';
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
import { compareByValue, hasValueIndex } from './map-order.js';

/** The entries with a value, or the first of them by key. */
export function selectByValue(
  map: WireMap,
  value: WireValue,
  request: SelectionRequest,
): Selection {
  if (request.inverted && !request.multiple) {
    refuseOperation('one entry by value cannot be inverted');
  }
  const equal = positionsWhere(
    map.values.length,
    (position) => compareWireValues(map.values[position] as WireValue, value) === 0,
  );
  return selectValues(map, request.multiple ? equal : equal.slice(0, 1), {
    rank: countSmaller(map.values, value),
    inverted: request.inverted,
  });
}

/** The entries with values from `begin` to in front of `end`, or to the greatest. */
export function selectByInterval(
  map: WireMap,
  begin: WireValue,
  end: WireValue | undefined,
  { inverted }: SelectionRequest,
): Selection {
  const inside = positionsWhere(map.values.length, (position) => {
    const value = map.values[position] as WireValue;
    return (
      compareWireValues(value, begin) >= 0 &&
      (end === undefined || compareWireValues(value, end) < 0)
    );
  });
  return selectValues(map, inside, { rank: countSmaller(map.values, begin), inverted });
}

/** Entries whose ranks are consecutive from `rank`, or inverted: all others. */
function selectValues(
  map: WireMap,
  inside: readonly number[],
  { rank, inverted }: { rank: number; inverted: boolean },
): Selection {
  const size = map.keys.length;
  if (size === 0) return nothing(-1);
  const span: Span = { start: rank, count: inside.length };
  if (inverted) return selectOthers(map, inside, span);
  const elements = hasValueIndex(map) ? inside.toSorted(compareByValue(map)) : inside;
  return {
    positions: inside,
    elements,
    indexes: (reverse) => eachNumber(elements, size, reverse),
    ranks: (reverse) => spanNumbers([span], size, reverse),
    rankSpan: (reverse) =>
      span.count === 0 && !hasValueIndex(map) ? span : orientedSpan(span, size, reverse),
  };
}

function selectOthers(map: WireMap, inside: readonly number[], span: Span): Selection {
  const size = map.keys.length;
  const excluded = new Set(inside);
  const positions = positionsWhere(size, (position) => !excluded.has(position));
  // Without anything to leave out the server answers all entries, with the numbers 0 to the end.
  const all = inside.length === 0 && !hasValueIndex(map);
  const whole: Span = { start: 0, count: size };
  return {
    positions,
    elements: positions,
    exists: inside.length === 0,
    indexes: (reverse) =>
      all ? spanNumbers([whole], size, reverse) : eachNumber(positions, size, reverse),
    ranks: (reverse) => spanNumbers(all ? [whole] : outsideOf(span, size), size, reverse),
    ...(all ? { rankSpan: () => whole } : {}),
  };
}

function nothing(start: number): Selection {
  const { indexSpan: _, ...selection } = emptySelection(start);
  return selection;
}
