import { compareWireValues, type WireValue } from '@aeroform/protocol';
import { sortPositions } from './sort-positions.js';

/** Below this number of comparisons counting is cheaper than sorting. */
const COUNTING_LIMIT = 4096;

/** How many of the values are smaller than `value`. */
export function countSmaller(values: readonly WireValue[], value: WireValue): number {
  let smaller = 0;
  for (const other of values) if (compareWireValues(other, value) < 0) smaller++;
  return smaller;
}

/** Ranks of the elements at `positions`; equal elements share the lowest rank. */
export function sharedRanks(values: readonly WireValue[], positions: readonly number[]): number[] {
  const at = (position: number): WireValue => values[position] as WireValue;
  if (positions.length * values.length <= COUNTING_LIMIT) {
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
