import type { WireValue } from '@aeroform/protocol';
import { eachOfSpans, gapsBetween, ItemIndex } from './item-list.js';
import { eachNumber, positionsWhere, type Selection } from './selection.js';
import { spanNumbers } from './span.js';

/**
 * Those of some values in no order that equal one of several, or inverted: none of them. They are
 * answered in the order in which they stand, their ranks in the order in which they were named.
 */
export function selectUnordered(
  values: readonly WireValue[],
  named: readonly WireValue[],
  inverted: boolean,
): Required<Pick<Selection, 'positions' | 'elements' | 'indexes' | 'ranks'>> {
  const size = values.length;
  const index = new ItemIndex(named);
  const positions = positionsWhere(
    size,
    (position) => index.has(values[position] as WireValue) !== inverted,
  );
  return {
    positions,
    elements: positions,
    indexes: (reverse) => eachNumber(positions, size, reverse),
    ranks: (reverse) =>
      inverted
        ? spanNumbers(gapsBetween(index.spansAmong(values, true), size), size, reverse)
        : eachOfSpans(index.spansAmong(values), size, reverse),
  };
}
