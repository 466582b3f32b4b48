/** What lists of numbers do, as plain arrays. Every function gives its result and changes the array. */
export interface Selected {
  /** Indexes of the selected elements, ascending. */
  readonly indexes: readonly number[];
}

/** Elements `start` to before `start + count`, as far as they exist. */
export function range(length: number, start: number, count?: number): number[] {
  const from = start < 0 ? length + start : start;
  const to = count === undefined ? length : from + count;
  return Array.from({ length }, (_, i) => i).filter((i) => i >= from && i < to);
}

/** The indexes of elements in the order of their values; of equal ones the first comes first. */
export function byRank(list: readonly number[]): number[] {
  return list.map((_, i) => i).sort((a, b) => list[a]! - list[b]! || a - b);
}

/** How the selections of lists find their elements. */
export const selectors = {
  indexRange: (list: readonly number[], index: number, count?: number) =>
    range(list.length, index, count),
  rankRange: (list: readonly number[], rank: number, count?: number) =>
    range(list.length, rank, count).map((i) => byRank(list)[i]!),
  equalTo: (list: readonly number[], value: number) => where(list, (each) => each === value),
  valueList: (list: readonly number[], values: readonly number[]) =>
    where(list, (each) => values.includes(each)),
  valueRange: (list: readonly number[], low?: number, high?: number) =>
    where(list, (each) => each >= (low ?? -Infinity) && each < (high ?? Infinity)),
  relativeRankRange: (list: readonly number[], value: number, rank: number, count?: number) => {
    const from = list.filter((each) => each < value).length + rank;
    const to = count === undefined ? list.length : from + count;
    return byRank(list).filter((_, i) => i >= from && i < to);
  },
};

function where(list: readonly number[], test: (value: number) => boolean): number[] {
  return list.flatMap((each, i) => (test(each) ? [i] : []));
}

/** What is told of selected elements, in an order that does not matter. */
export const answers = {
  values: (list: readonly number[], at: readonly number[]) => sorted(at.map((i) => list[i]!)),
  count: (_list: readonly number[], at: readonly number[]) => at.length,
  exists: (_list: readonly number[], at: readonly number[]) => at.length > 0,
  indexes: (_list: readonly number[], at: readonly number[]) => sorted(at),
  reverseIndexes: (list: readonly number[], at: readonly number[]) =>
    sorted(at.map((i) => list.length - 1 - i)),
  ranks: (list: readonly number[], at: readonly number[]) =>
    sorted(at.map((i) => byRank(list).indexOf(i))),
  reverseRanks: (list: readonly number[], at: readonly number[]) =>
    sorted(at.map((i) => list.length - 1 - byRank(list).indexOf(i))),
};

/** Answers in one order. */
export function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
