/** Reads a bin, or all bins. */
export const OPERATOR_READ = 1;
/** Writes a bin. */
export const OPERATOR_WRITE = 2;
/** Adds to a number. */
export const OPERATOR_INCR = 5;
/** Appends to a string or blob. */
export const OPERATOR_APPEND = 9;
/** Prepends to a string or blob. */
export const OPERATOR_PREPEND = 10;
/** Counts as a write, and may set the ttl. */
export const OPERATOR_TOUCH = 11;
/** Removes the record. */
export const OPERATOR_DELETE = 12;

/** What a scalar operation does. */
export type Operator =
  | typeof OPERATOR_READ
  | typeof OPERATOR_WRITE
  | typeof OPERATOR_INCR
  | typeof OPERATOR_APPEND
  | typeof OPERATOR_PREPEND
  | typeof OPERATOR_TOUCH
  | typeof OPERATOR_DELETE;
