import type { StandardIssue } from '../type/standard-schema.js';
import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** What the schema of an entity (`@Entity({ validate })`) found wrong with it; nothing was written. */
export class ValidationError extends OrmError {
  static {
    brandError(this, 'ValidationError');
  }

  /** All that is wrong, with the path from the entity down. */
  readonly issues: readonly StandardIssue[];

  constructor(message: string, issues: readonly StandardIssue[], options: OrmErrorOptions = {}) {
    super(message, { ...options, code: 'ORM_VALIDATION' });
    this.issues = issues;
  }
}
