/** Codes of list operations inside a CDT operation. */
export const ListOp = {
  setType: 0,
  append: 1,
  appendItems: 2,
  insert: 3,
  insertItems: 4,
  pop: 5,
  popRange: 6,
  remove: 7,
  removeRange: 8,
  set: 9,
  trim: 10,
  clear: 11,
  increment: 12,
  sort: 13,
  size: 16,
  get: 17,
  getRange: 18,
  getByIndex: 19,
  /** The first element with the value only; no client sends it. */
  getFirstByValue: 20,
  getByRank: 21,
  getByValue: 22,
  getByValueList: 23,
  getByIndexRange: 24,
  getByValueRange: 25,
  getByRankRange: 26,
  getByValueRelativeRankRange: 27,
  removeByIndex: 32,
  /** The first element with the value only; no client sends it. */
  removeFirstByValue: 33,
  removeByRank: 34,
  removeByValue: 35,
  removeByValueList: 36,
  removeByIndexRange: 37,
  removeByValueRange: 38,
  removeByRankRange: 39,
  removeByValueRelativeRankRange: 40,
} as const;
export type ListOp = (typeof ListOp)[keyof typeof ListOp];

/** Order of a list, and the flags of its extension element. */
export const ListFlag = { unordered: 0, ordered: 1, persistIndex: 0x10 } as const;

export const ListWriteFlag = {
  default: 0,
  addUnique: 1,
  insertBounded: 2,
  noFail: 4,
  partial: 8,
} as const;

export const ListSortFlag = { default: 0, descending: 1, dropDuplicates: 2 } as const;
