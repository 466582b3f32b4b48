/** The query may return many records and take long. */
export const QUERY_DURATION_LONG = 0;
/** The query returns few records (about 100 for each node) and shall be quick. */
export const QUERY_DURATION_SHORT = 1;
/** Like long, but partitions that are being migrated may miss records (AP namespaces). */
export const QUERY_DURATION_LONG_RELAX_AP = 2;

/** How long the query is expected to take. Default `QUERY_DURATION_LONG`. */
export type QueryDuration =
  | typeof QUERY_DURATION_LONG
  | typeof QUERY_DURATION_SHORT
  | typeof QUERY_DURATION_LONG_RELAX_AP;
