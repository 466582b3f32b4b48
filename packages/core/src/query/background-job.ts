import type { AdminPolicy } from '../policy/admin-policy.js';

/** How far a job has come, over all nodes. */
export interface JobProgress {
  /** True when no node works on it any more. */
  readonly isDone: boolean;
  /** 0 to 100, the average of the nodes that know the job; 100 when it is done. */
  readonly percent: number;
  /** Records changed, as far as the nodes still tell. */
  readonly recordsSucceeded: number;
  /** Records that could not be changed. */
  readonly recordsFailed: number;
  /** Records that the filter left out. */
  readonly recordsFiltered: number;
}

/** How to wait for a job. */
export interface JobWaitOptions {
  /** Milliseconds between two looks. Default 100; the first looks come sooner. */
  readonly interval?: number;
  /** Most milliseconds to wait; 0, the default, for no limit. */
  readonly timeout?: number;
  /** Called after each look. */
  readonly onProgress?: (progress: JobProgress) => void;
  /** Ends the wait, not the job. */
  readonly signal?: AbortSignal;
}

/** A job on the servers, started by `query.operate` or `query.apply`. */
export interface BackgroundJob {
  /** Under which the servers list it (`query-show:id=…`). */
  readonly taskId: bigint;
  /**
   * How far it has come.
   *
   * @throws {ClusterError} when a node does not answer: the same call again may find out.
   * @throws {QueryAbortedError} when it was aborted on a node.
   */
  progress(policy?: AdminPolicy): Promise<JobProgress>;
  /**
   * Waits until all nodes are done.
   *
   * @throws {AerospikeTimeoutError} when the time is over; the job goes on.
   * @throws {QueryAbortedError} when it was aborted on a node.
   * @throws {ClusterError} when a node does not answer: the job goes on, and the same call waits on.
   */
  wait(options?: JobWaitOptions): Promise<JobProgress>;
  /** Ends the job on all nodes; what it has changed stays. */
  abort(policy?: AdminPolicy): Promise<void>;
}
