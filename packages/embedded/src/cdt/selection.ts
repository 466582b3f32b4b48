import type { Span } from './span.js';

/** What an operation asks of its selection. */
export interface SelectionRequest {
  /** False for operations that name one element. */
  readonly multiple: boolean;
  /** Everything but what the operation names. */
  readonly inverted: boolean;
}

/**
 * The elements that an operation gets or removes. The answers are functions, because most are never
 * asked for. Those that are left out can't be answered (result code 26).
 */
export interface Selection {
  /** Stored positions, ascending, without doubles. */
  readonly positions: readonly number[];
  /** Positions in the order in which keys and values are answered; may hold doubles. */
  readonly elements: readonly number[];
  /**
   * The answer to "exists", when it is not whether there are positions: most inverted selections
   * answer whether nothing had to be left out.
   */
  readonly exists?: boolean;
  /** Indexes in the order of the answer, counted from the end if `reverse`. */
  readonly indexes?: (reverse: boolean) => number[];
  readonly ranks?: (reverse: boolean) => number[];
  readonly indexSpan?: (reverse: boolean) => Span;
  readonly rankSpan?: (reverse: boolean) => Span;
}

/** Numbers one by one: each is counted from the end if `reverse`. */
export function eachNumber(numbers: readonly number[], size: number, reverse: boolean): number[] {
  return reverse ? numbers.map((number) => size - number - 1) : [...numbers];
}

/** The positions that are not among `positions` (ascending). */
export function complement(positions: readonly number[], size: number): number[] {
  const others: number[] = [];
  let next = 0;
  for (let position = 0; position < size; position++) {
    if (positions[next] === position) next++;
    else others.push(position);
  }
  return others;
}

/** The positions for which a test holds. */
export function positionsWhere(size: number, test: (position: number) => boolean): number[] {
  const positions: number[] = [];
  for (let position = 0; position < size; position++) if (test(position)) positions.push(position);
  return positions;
}

/** Nothing is selected: spans start at `start`, whichever way they are counted. */
export function emptySelection(start: number): Required<Omit<Selection, 'exists'>> {
  const span = (): Span => ({ start, count: 0 });
  return {
    positions: [],
    elements: [],
    indexes: () => [],
    ranks: () => [],
    indexSpan: span,
    rankSpan: span,
  };
}

/** All positions of `size` elements. */
export function allPositions(size: number): number[] {
  return Array.from({ length: size }, (_, position) => position);
}
