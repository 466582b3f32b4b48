/** Compares the elements at two positions: negative, 0 or positive. */
export type ComparePositions = (a: number, b: number) => number;

/**
 * The positions 0 … size − 1 in the order of their elements; equal elements keep their order.
 *
 * A plain top-down merge sort, not `Array.prototype.sort`: NaN equals every double, so the order is
 * not transitive and the outcome depends on which elements are compared. The server merges halves.
 */
export function sortPositions(size: number, compare: ComparePositions): number[] {
  const positions = Array.from({ length: size }, (_, position) => position);
  mergeSort(positions, new Array<number>(size), compare, { start: 0, end: size });
  return positions;
}

interface Section {
  readonly start: number;
  readonly end: number;
}

function mergeSort(
  positions: number[],
  spare: number[],
  compare: ComparePositions,
  { start, end }: Section,
): void {
  if (end - start < 2) return;
  const middle = start + ((end - start) >> 1);
  mergeSort(positions, spare, compare, { start, end: middle });
  mergeSort(positions, spare, compare, { start: middle, end });
  let left = start;
  let right = middle;
  for (let to = start; to < end; to++) {
    const takeLeft =
      right >= end ||
      (left < middle && compare(positions[left] as number, positions[right] as number) <= 0);
    spare[to] = positions[takeLeft ? left++ : right++] as number;
  }
  for (let i = start; i < end; i++) positions[i] = spare[i] as number;
}
