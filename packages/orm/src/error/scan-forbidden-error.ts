import type { Plan } from '../type/plan.js';
import { brandError } from './brand-error.js';
import { QueryError } from './query-error.js';

/** No index serves a query, and reading the whole set was not allowed. Nothing was sent. */
export class ScanForbiddenError extends QueryError {
  static {
    brandError(this, 'ScanForbiddenError');
  }

  /** What was considered, and why nothing fits. */
  readonly plan: Plan;

  constructor(message: string, plan: Plan, entity: string) {
    super(message, { code: 'ORM_SCAN_FORBIDDEN', entity });
    this.plan = plan;
  }
}
