/** Where a value stands among sorted elements. */
export interface Rank {
  /** Whether an element equals the value. */
  readonly found: boolean;
  readonly rank: number;
}

/** Which of several equal elements is looked for. */
export const RankTarget = {
  /** The first: the rank is the number of smaller elements. */
  first: -1,
  /** Whichever the bisection meets: enough to know whether there is one. */
  any: 0,
  /** Behind the last: the rank is the number of elements that are not greater. */
  behind: 1,
} as const;
export type RankTarget = (typeof RankTarget)[keyof typeof RankTarget];

/**
 * Bisects sorted elements. Wildcards and NaN equal elements that are not equal to each other, and
 * then the outcome depends on which elements are looked at: here the same ones as on the server.
 *
 * @param compareAt compares the value with the element of a rank: negative when the value is smaller.
 * @param from rank to start at; the elements in front of it are not looked at.
 */
export function findRank(
  size: number,
  compareAt: (rank: number) => number,
  target: RankTarget = RankTarget.first,
  from = 0,
): Rank {
  let lower = from;
  let upper = size;
  let rank = (from + size) >> 1;
  let found = false;
  while (lower < upper) {
    let order = compareAt(rank);
    if (order === 0) {
      found = true;
      if (target === RankTarget.any) break;
      order = target;
    }
    if (order > 0) {
      if (rank >= upper - 1) return { found, rank: rank + 1 };
      lower = rank + 1;
      rank = (rank + upper) >> 1;
    } else {
      if (rank === lower) break;
      upper = rank;
      rank = (rank + lower) >> 1;
    }
  }
  return { found, rank };
}
