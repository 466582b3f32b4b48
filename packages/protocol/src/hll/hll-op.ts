/** Codes of HyperLogLog operations. */
export const HllOp = {
  init: 0,
  add: 1,
  setUnion: 2,
  refreshCount: 3,
  fold: 4,
  count: 50,
  getUnion: 51,
  unionCount: 52,
  intersectCount: 53,
  similarity: 54,
  describe: 55,
  mayContain: 56,
} as const;
export type HllOp = (typeof HllOp)[keyof typeof HllOp];

export const HllWriteFlag = {
  default: 0,
  createOnly: 1,
  updateOnly: 2,
  noFail: 4,
  allowFold: 8,
} as const;

/** Bit counts that the server accepts. */
export const HllLimit = {
  minIndexBits: 4,
  maxIndexBits: 16,
  minMinHashBits: 4,
  maxMinHashBits: 51,
  maxCombinedBits: 64,
} as const;
