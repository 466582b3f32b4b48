/** Codes of map operations inside a CDT operation. */
export const MapOp = {
  setType: 64,
  add: 65,
  addItems: 66,
  put: 67,
  putItems: 68,
  replace: 69,
  replaceItems: 70,
  increment: 73,
  decrement: 74,
  clear: 75,
  removeByKey: 76,
  removeByIndex: 77,
  /** The first entry with the value only; no client sends it. */
  removeFirstByValue: 78,
  removeByRank: 79,
  removeByKeyList: 81,
  removeByValue: 82,
  removeByValueList: 83,
  removeByKeyRange: 84,
  removeByIndexRange: 85,
  removeByValueRange: 86,
  removeByRankRange: 87,
  removeByKeyRelativeIndexRange: 88,
  removeByValueRelativeRankRange: 89,
  size: 96,
  getByKey: 97,
  getByIndex: 98,
  /** The first entry with the value only; no client sends it. */
  getFirstByValue: 99,
  getByRank: 100,
  getByValue: 102,
  getByKeyRange: 103,
  getByIndexRange: 104,
  getByValueRange: 105,
  getByRankRange: 106,
  getByKeyList: 107,
  getByValueList: 108,
  getByKeyRelativeIndexRange: 109,
  getByValueRelativeRankRange: 110,
} as const;
export type MapOp = (typeof MapOp)[keyof typeof MapOp];

/** Order of a map, and the flags of its extension element. */
export const MapFlag = {
  unordered: 0,
  keyOrdered: 1,
  keyValueOrdered: 3,
  /** Key and value pairs of an answer, to be kept in their order. */
  preserveOrder: 8,
  persistIndex: 0x10,
} as const;

export const MapWriteFlag = {
  default: 0,
  createOnly: 1,
  updateOnly: 2,
  noFail: 4,
  partial: 8,
} as const;
