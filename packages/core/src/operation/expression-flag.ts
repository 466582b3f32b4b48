/** What an expression write does; combine with `|`. */
export const EXP_WRITE_DEFAULT = 0;
/** Fails when the bin exists. */
export const EXP_WRITE_CREATE_ONLY = 1;
/** Fails when the bin does not exist. */
export const EXP_WRITE_UPDATE_ONLY = 2;
/** A nil result removes the bin; it fails otherwise. */
export const EXP_WRITE_ALLOW_DELETE = 4;
/** A refused write is not an error: nothing happens. */
export const EXP_WRITE_POLICY_NO_FAIL = 8;
/** An expression that can't be evaluated is not an error: nothing happens. */
export const EXP_WRITE_EVAL_NO_FAIL = 16;

/** What an expression read does. */
export const EXP_READ_DEFAULT = 0;
/** An expression that can't be evaluated answers nil. */
export const EXP_READ_EVAL_NO_FAIL = 16;
