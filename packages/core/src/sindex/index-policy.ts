import type { CdtContext } from '../cdt/cdt-context.js';
import type { AdminPolicy } from '../policy/admin-policy.js';

/** What of a collection an index holds. */
export type IndexCollectionName = 'list' | 'mapKeys' | 'mapValues';

/** How an index is created. */
export interface IndexPolicy extends AdminPolicy {
  /** Indexes the elements of a collection instead of the bin's own value. */
  readonly collection?: IndexCollectionName;
  /** Path inside the bin to what is indexed. */
  readonly context?: CdtContext;
}
