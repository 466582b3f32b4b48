/** The nodes of a batch are asked one after the other. */
export const BATCH_CONCURRENCY_SEQUENTIAL = 0;
/** The nodes of a batch are asked at the same time. */
export const BATCH_CONCURRENCY_PARALLEL = 1;

/** How the nodes of a batch are asked. Default `BATCH_CONCURRENCY_PARALLEL`. */
export type BatchConcurrency =
  | typeof BATCH_CONCURRENCY_SEQUENTIAL
  | typeof BATCH_CONCURRENCY_PARALLEL;
