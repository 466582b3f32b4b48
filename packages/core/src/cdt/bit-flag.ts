/** What bit writes do; combine with `|`. */
export const BIT_WRITE_DEFAULT = 0;
/** Fails with `BinExistsError` when the bin exists. */
export const BIT_WRITE_CREATE_ONLY = 1;
/** Fails with `BinNotFound` when the bin does not exist. */
export const BIT_WRITE_UPDATE_ONLY = 2;
/** A refused operation is not an error: nothing happens. */
export const BIT_WRITE_NO_FAIL = 4;
/** With NO_FAIL: an operation beyond the end does what fits. */
export const BIT_WRITE_PARTIAL = 8;

/** Bytes are added or removed at the end; combine with `|`. */
export const BIT_RESIZE_DEFAULT = 0;
/** Bytes are added or removed at the front. */
export const BIT_RESIZE_FROM_FRONT = 1;
/** Fails when the size would shrink. */
export const BIT_RESIZE_GROW_ONLY = 2;
/** Fails when the size would grow. */
export const BIT_RESIZE_SHRINK_ONLY = 4;

/** An overflow fails with result code 26. */
export const BIT_OVERFLOW_FAIL = 0;
/** An overflow gives the largest or smallest value. */
export const BIT_OVERFLOW_SATURATE = 2;
/** An overflow wraps around. */
export const BIT_OVERFLOW_WRAP = 4;

/** What bit arithmetic does on overflow. Default `BIT_OVERFLOW_FAIL`. */
export type BitOverflowAction =
  | typeof BIT_OVERFLOW_FAIL
  | typeof BIT_OVERFLOW_SATURATE
  | typeof BIT_OVERFLOW_WRAP;
