/** What a CDT operation answers of the elements it selects. */
export const CdtReturnType = {
  none: 0,
  index: 1,
  reverseIndex: 2,
  rank: 3,
  reverseRank: 4,
  count: 5,
  key: 6,
  value: 7,
  keyValue: 8,
  /** `[first, count]` instead of each number; no client sends this and the next three. */
  indexRange: 9,
  reverseIndexRange: 10,
  rankRange: 11,
  reverseRankRange: 12,
  exists: 13,
  unorderedMap: 16,
  orderedMap: 17,
} as const;
export type CdtReturnType = (typeof CdtReturnType)[keyof typeof CdtReturnType];

/** Added to a return type: select everything but what the operation names. */
export const CDT_INVERTED = 0x1_0000;
