/** Index on integers. */
export const INDEX_NUMERIC = 0;
/** Index on strings. */
export const INDEX_STRING = 1;
/** Index on bytes. */
export const INDEX_BLOB = 2;
/** Index on GeoJSON points and regions. */
export const INDEX_GEO2DSPHERE = 3;

/** Type of the values that an index holds. */
export type IndexType =
  | typeof INDEX_NUMERIC
  | typeof INDEX_STRING
  | typeof INDEX_BLOB
  | typeof INDEX_GEO2DSPHERE;

/** The value of the bin itself. */
export const INDEX_TYPE_DEFAULT = 0;
/** The elements of a list. */
export const INDEX_TYPE_LIST = 1;
/** The keys of a map. */
export const INDEX_TYPE_MAPKEYS = 2;
/** The values of a map. */
export const INDEX_TYPE_MAPVALUES = 3;

/** What an index holds of a bin. */
export type IndexCollectionType =
  | typeof INDEX_TYPE_DEFAULT
  | typeof INDEX_TYPE_LIST
  | typeof INDEX_TYPE_MAPKEYS
  | typeof INDEX_TYPE_MAPVALUES;
