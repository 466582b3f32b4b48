import type { CdtContext } from '../cdt/cdt-context.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import type { IndexCollectionType } from './index-type.js';

/** What of a bin an index holds: its own value, or what is in its collection. */
export type IndexCollectionName = 'default' | 'list' | 'mapKeys' | 'mapValues';

/** How long to wait for what the nodes of the cluster do with an index. */
export interface IndexWaitPolicy extends AdminPolicy {
  /**
   * Longest time to wait until all nodes have built (or removed) the index, in milliseconds; 0 for no
   * limit. Default 60000. When it is over the nodes go on with their work; the same call again waits
   * on. `timeout` is for each single question.
   */
  readonly waitTimeout?: number;
}

/** How an index on an expression is created. */
export interface ExpressionIndexPolicy extends IndexWaitPolicy {
  /** Indexes what is in the list or map, instead of the value itself: a name, or `INDEX_TYPE_…`. */
  readonly collection?: IndexCollectionName | IndexCollectionType;
}

/** How an index on a bin is created. */
export interface IndexPolicy extends ExpressionIndexPolicy {
  /** Path inside the bin to what is indexed. */
  readonly context?: CdtContext;
}
