import { compareWireValues, type WireValue } from '@aeroform/protocol';
import { sortPositions } from './sort-positions.js';

/** Below this number of comparisons it does not matter how ranks are found. */
const SMALL = 4096;
/** About as many elements as sorting looks at each of them. */
const FEW = 16;

/** Whether counting smaller elements for each position is cheaper than sorting all elements. */
export function isCountingCheaper(positions: readonly number[], size: number): boolean {
  return positions.length <= FEW || positions.length * size <= SMALL;
}

/** How many of the values are smaller than `value`. */
export function countSmaller(values: readonly WireValue[], value: WireValue): number {
  let smaller = 0;
  for (const other of values) if (compareWireValues(other, value) < 0) smaller++;
  return smaller;
}

/** Ranks of the elements at `positions`; equal elements share the lowest rank. */
export function sharedRanks(values: readonly WireValue[], positions: readonly number[]): number[] {
  const at = (position: number): WireValue => values[position] as WireValue;
  if (isCountingCheaper(positions, values.length)) {
    return positions.map((position) => countSmaller(values, at(position)));
  }
  const ranks = new Array<number>(values.length);
  const sorted = sortPositions(values.length, (a, b) => compareWireValues(at(a), at(b)));
  let first = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (compareWireValues(at(sorted[first] as number), at(sorted[i] as number)) !== 0) first = i;
    ranks[sorted[i] as number] = first;
  }
  return positions.map((position) => ranks[position] as number);
}
