/** Elements stay where they are put. */
export const LIST_UNORDERED = 0;
/** Elements are kept sorted by value. */
export const LIST_ORDERED = 1;

/** Whether a list is kept sorted. Default `LIST_UNORDERED`. */
export type ListOrder = typeof LIST_UNORDERED | typeof LIST_ORDERED;
