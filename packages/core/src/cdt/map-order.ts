/** Keys are in no order. */
export const MAP_UNORDERED = 0;
/** Sorted by key: faster access by key and by index. */
export const MAP_KEY_ORDERED = 1;
/** Sorted by key, with a second order by value: faster access by rank, too. */
export const MAP_KEY_VALUE_ORDERED = 3;

/** How a map is kept sorted. Default `MAP_UNORDERED`. */
export type MapOrder = typeof MAP_UNORDERED | typeof MAP_KEY_ORDERED | typeof MAP_KEY_VALUE_ORDERED;
