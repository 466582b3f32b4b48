import type { CdtContext } from '../cdt/cdt-context.js';
import type { AdminPolicy } from '../policy/admin-policy.js';

/** What of a collection an index holds. */
export type IndexCollectionName = 'list' | 'mapKeys' | 'mapValues';

/** How long to wait for what the nodes of the cluster do with an index. */
export interface IndexWaitPolicy extends AdminPolicy {
  /**
   * Longest time to wait until all nodes have built (or removed) the index, in milliseconds; 0 for no
   * limit. Default 60000. When it is over the nodes go on with their work; the same call again waits
   * on. `timeout` is for each single question.
   */
  readonly waitTimeout?: number;
}

/** How an index is created. */
export interface IndexPolicy extends IndexWaitPolicy {
  /** Indexes the elements of a collection instead of the bin's own value. */
  readonly collection?: IndexCollectionName;
  /** Path inside the bin to what is indexed. */
  readonly context?: CdtContext;
}
