/** Which part of a bin an index holds. */
export const IndexCollection = { default: 0, list: 1, mapKeys: 2, mapValues: 3 } as const;
export type IndexCollection = (typeof IndexCollection)[keyof typeof IndexCollection];

/** What a UDF on a query does. */
export const UdfOp = { aggregate: 1, background: 2 } as const;
