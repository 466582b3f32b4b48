/** One thing in which an answer is not as recorded. */
export interface Difference {
  /** What was compared, such as `record 3: bin "a"`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Says inside what the differences were found. */
export function inside(place: string, differences: readonly Difference[]): Difference[] {
  return differences.map((each) => ({ ...each, what: `${place}: ${each.what}` }));
}

/** The difference of two texts, if there is one. */
export function textDifference(what: string, expected: string, actual: string): Difference[] {
  return expected === actual ? [] : [{ what, expected, actual }];
}
