import { compareWireValues, WireList, type WireValue } from '@aeroform/protocol';
import { findRank, RankTarget } from './order/find-rank.js';
import { sortPositions } from './order/sort-positions.js';
import { refuseParameter } from './refuse.js';
import { type Span, spanNumbers } from './span.js';

/** The list argument of an operation that names several values or keys. */
export function itemsOf(argument: WireValue): readonly WireValue[] {
  if (!(argument instanceof WireList)) refuseParameter('the values to look for must be a list');
  return argument.items;
}

/** Values to look for, sorted once, so that many elements can be looked up. */
export class ItemIndex {
  readonly #items: readonly WireValue[];
  readonly #sorted: readonly number[];

  constructor(items: readonly WireValue[]) {
    this.#items = items;
    this.#sorted = sortPositions(items.length, (a, b) =>
      compareWireValues(items[a] as WireValue, items[b] as WireValue),
    );
  }

  has(value: WireValue): boolean {
    return this.#find(value, RankTarget.any).found;
  }

  /**
   * The spans of ranks that the items take among the elements, which are counted, not sorted. Of
   * equal items only the last counts.
   *
   * @returns the spans in the order in which the items were named, or ascending.
   */
  spansAmong(elements: readonly WireValue[], ascending = false): Span[] {
    const size = this.#items.length;
    const equal = new Array<number>(size).fill(0);
    const smaller = new Array<number>(size + 1).fill(0);
    for (const element of elements) {
      const { found, rank } = this.#find(element, RankTarget.behind);
      if (found) equal[rank - 1] = (equal[rank - 1] as number) + 1;
      smaller[rank] = (smaller[rank] as number) + 1;
    }
    let start = 0;
    const spans = equal.map((count, i) => {
      start += smaller[i] as number;
      return { start, count };
    });
    if (ascending) return spans;
    const named = new Array<Span>(size);
    this.#sorted.forEach((item, i) => (named[item] = spans[i] as Span));
    return named;
  }

  #find(value: WireValue, target: RankTarget) {
    return findRank(
      this.#sorted.length,
      (rank) => compareWireValues(value, this.#items[this.#sorted[rank] as number] as WireValue),
      target,
    );
  }
}

/** The numbers of spans, each counted from the end if `reverse`. */
export function eachOfSpans(spans: readonly Span[], size: number, reverse: boolean): number[] {
  const numbers = spanNumbers(spans, size, false);
  return reverse ? numbers.map((number) => size - number - 1) : numbers;
}

/** What ascending spans leave of 0 … size − 1. */
export function gapsBetween(spans: readonly Span[], size: number): Span[] {
  const gaps: Span[] = [];
  let next = 0;
  for (const { start, count } of spans) {
    if (count === 0) continue;
    gaps.push({ start: next, count: start - next });
    next = start + count;
  }
  gaps.push({ start: next, count: size - next });
  return gaps;
}
