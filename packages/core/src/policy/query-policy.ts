import type { BasePolicy } from './base-policy.js';
import type { QueryDuration } from './query-duration.js';
import type { Replica } from './replica.js';

/** Policy of queries and scans. */
export interface QueryPolicy extends BasePolicy {
  /** Default `POLICY_REPLICA_SEQUENCE`. */
  readonly replica?: Replica;
  /** About how many records are returned at most; 0 (default) for all. */
  readonly maxRecords?: number;
  /** Records per second that each node returns at most; 0 (default) for no limit. */
  readonly recordsPerSecond?: number;
  /** Nodes that are asked at the same time; 0 (default) for all. */
  readonly maxConcurrentNodes?: number;
  /**
   * Records that are kept for a slow reader before the sockets pause, besides as many at most that it
   * is about to get. Default 1024.
   */
  readonly recordQueueSize?: number;
  /** Default `QUERY_DURATION_LONG`. */
  readonly expectedDuration?: QueryDuration;
  /** False leaves the bins out: keys and metadata only. Default true. */
  readonly includeBinData?: boolean;
}
