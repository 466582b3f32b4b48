import type { Plan } from '../type/plan.js';
import { brandError } from './brand-error.js';
import { QueryError } from './query-error.js';

/** `useIndex(name)` named an index that does not exist, is not readable, or serves no condition. */
export class IndexUnusableError extends QueryError {
  static {
    brandError(this, 'IndexUnusableError');
  }

  /** What the query would do without `useIndex`. */
  readonly plan: Plan;

  constructor(message: string, plan: Plan, entity: string) {
    super(message, { code: 'ORM_INDEX_UNUSABLE', entity });
    this.plan = plan;
  }
}
