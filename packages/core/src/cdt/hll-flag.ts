/** What HLL writes do; combine with `|`. */
export const HLL_WRITE_DEFAULT = 0;
/** Fails with `BinExistsError` when the bin exists. */
export const HLL_WRITE_CREATE_ONLY = 1;
/** Fails with `BinNotFound` when the bin does not exist. */
export const HLL_WRITE_UPDATE_ONLY = 2;
/** A refused operation is not an error: nothing happens. */
export const HLL_WRITE_NO_FAIL = 4;
/** A union may reduce the index bits to those of the smallest sketch. */
export const HLL_WRITE_ALLOW_FOLD = 8;
