/** Codes of operations on blobs. Offsets and sizes are in bits unless the name says bytes. */
export const BitOp = {
  resize: 0,
  insert: 1,
  remove: 2,
  set: 3,
  or: 4,
  xor: 5,
  and: 6,
  not: 7,
  leftShift: 8,
  rightShift: 9,
  add: 10,
  subtract: 11,
  setInt: 12,
  get: 50,
  count: 51,
  leftScan: 52,
  rightScan: 53,
  getInt: 54,
} as const;
export type BitOp = (typeof BitOp)[keyof typeof BitOp];

export const BitWriteFlag = {
  default: 0,
  createOnly: 1,
  updateOnly: 2,
  noFail: 4,
  partial: 8,
} as const;

export const BitResizeFlag = { default: 0, fromFront: 1, growOnly: 2, shrinkOnly: 4 } as const;

/** What add and subtract do when the result does not fit. */
export const BitOverflow = { fail: 0, saturate: 2, wrap: 4 } as const;
/** Added to the overflow action: the integer is signed. */
export const BIT_SIGNED = 1;
