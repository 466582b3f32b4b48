import type { Span } from '../span.js';
import type { ComparePositions } from './sort-positions.js';

/** Positions of a range of ranks. */
export interface HeapSelection {
  /** In the order in which the server lists them. */
  readonly positions: readonly number[];
  /** Whether that order is ascending; it is descending for ranges near the lowest rank. */
  readonly ascending: boolean;
}

/**
 * The elements of a range of ranks, without sorting all of them: a heap gives up its top until the
 * range is reached, from whichever end is nearer. Which of several equal elements gets which rank,
 * and the order of the answer, follow from the heap, as on the server.
 */
export function selectByHeap(size: number, span: Span, compare: ComparePositions): HeapSelection {
  const behind = size - span.start - span.count;
  const ascending = span.start > behind;
  const skipped = ascending ? behind : span.start;
  const comesFirst: ComparePositions = ascending ? (a, b) => compare(b, a) : compare;
  const heap = Array.from({ length: size }, (_, position) => position);
  for (let i = (size >> 1) - 1; i >= 0; i--) sink(heap, i, comesFirst);
  for (let i = 0; i < skipped; i++) removeTop(heap, comesFirst);
  const positions = new Array<number>(span.count);
  for (let i = span.count - 1; i >= 0; i--) positions[i] = removeTop(heap, comesFirst);
  return { positions, ascending };
}

function removeTop(heap: number[], comesFirst: ComparePositions): number {
  const top = heap[0] as number;
  const last = heap.pop() as number;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap, 0, comesFirst);
  }
  return top;
}

/** Moves an element down until no child comes before it; of equal children the left one rises. */
function sink(heap: number[], start: number, comesFirst: ComparePositions): void {
  const value = heap[start] as number;
  let at = start;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (
      child + 1 < heap.length &&
      comesFirst(heap[child] as number, heap[child + 1] as number) > 0
    ) {
      child++;
    }
    if (comesFirst(heap[child] as number, value) >= 0) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
