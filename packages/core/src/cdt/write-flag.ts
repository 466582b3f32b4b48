/** What list writes do at limits; combine with `|`. */
export const LIST_WRITE_DEFAULT = 0;
/** Only values that the list does not hold yet; fails with `ElementExistsError` otherwise. */
export const LIST_WRITE_ADD_UNIQUE = 1;
/** Inserting beyond the end fails instead of padding with nil. */
export const LIST_WRITE_INSERT_BOUNDED = 2;
/** A refused value is not an error: nothing happens. */
export const LIST_WRITE_NO_FAIL = 4;
/** With NO_FAIL: the other values of the same operation are still written. */
export const LIST_WRITE_PARTIAL = 8;

/** Sorts ascending and keeps duplicates. */
export const LIST_SORT_DEFAULT = 0;
/** Sorts descending. */
export const LIST_SORT_DESCENDING = 1;
/**
 * Drops duplicates. Servers up to 8.1.2 refuse it together with `LIST_SORT_DESCENDING`, unless all elements
 * are equal.
 */
export const LIST_SORT_DROP_DUPLICATES = 2;

/** What map writes do; combine with `|`. */
export const MAP_WRITE_FLAGS_DEFAULT = 0;
/** Only keys that the map does not hold yet; fails with `ElementExistsError` otherwise. */
export const MAP_WRITE_FLAGS_CREATE_ONLY = 1;
/** Only keys that the map holds; fails with `ElementNotFoundError` otherwise. */
export const MAP_WRITE_FLAGS_UPDATE_ONLY = 2;
/** A refused entry is not an error: nothing happens. */
export const MAP_WRITE_FLAGS_NO_FAIL = 4;
/** With NO_FAIL: the other entries of the same operation are still written. */
export const MAP_WRITE_FLAGS_PARTIAL = 8;

/** Creates or updates entries; the same as {@link MAP_WRITE_FLAGS_DEFAULT}. */
export const MAP_UPDATE = 0;
/** The same as {@link MAP_WRITE_FLAGS_CREATE_ONLY}. */
export const MAP_CREATE_ONLY = 1;
/** The same as {@link MAP_WRITE_FLAGS_UPDATE_ONLY}. */
export const MAP_UPDATE_ONLY = 2;
