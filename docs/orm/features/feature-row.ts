/** What the six anchors offer for a feature, in their order; '–' for nothing. */
export type Anchors = readonly [
  springData: string,
  javaMapper: string,
  typeOrm: string,
  mikroOrm: string,
  mongoose: string,
  redisOm: string,
];

/** One feature of the table. */
export interface FeatureRow {
  readonly feature: string;
  readonly anchors: Anchors;
  /** What it is here; '–' for nothing. */
  readonly ours: string;
  /** What of it is not here; '' for nothing. */
  readonly missing?: string;
  /** Tests that prove it, as `part/path/of/file.test.ts: title`. */
  readonly tests: readonly string[];
}
