import type { ComparePositions } from './sort-positions.js';

/**
 * The position of the element with a rank, without sorting all of them. Which of several equal
 * elements has which rank follows from the choice of pivots, as on the server.
 */
export function quickSelect(size: number, rank: number, compare: ComparePositions): number {
  const positions = Array.from({ length: size }, (_, position) => position);
  let low = 0;
  let high = size - 1;
  while (low < high) {
    const border = partition(positions, low, high, compare);
    if (border === rank) break;
    if (border < rank) low = border + 1;
    else high = border - 1;
  }
  return positions[rank] as number;
}

/**
 * Moves what is smaller than the middle element in front of it, and what is greater behind it.
 *
 * @returns where the middle element ends up.
 */
function partition(
  positions: number[],
  low: number,
  high: number,
  compare: ComparePositions,
): number {
  const at = (index: number): number => positions[index] as number;
  swap(positions, low, low + ((high - low) >> 1));
  const pivot = at(low);
  let left = low + 1;
  let right = high;
  for (;;) {
    while (left < right && compare(at(left), pivot) < 0) left++;
    while (left <= right && right !== low && compare(pivot, at(right)) < 0) right--;
    if (left >= right) break;
    swap(positions, left++, right--);
  }
  swap(positions, low, right);
  return right;
}

function swap(positions: number[], a: number, b: number): void {
  const kept = positions[a] as number;
  positions[a] = positions[b] as number;
  positions[b] = kept;
}
