/** Elements stay where they are put. */
export const LIST_UNORDERED = 0;
/** Elements are kept sorted by value. */
export const LIST_ORDERED = 1;

export type ListOrder = typeof LIST_UNORDERED | typeof LIST_ORDERED;
