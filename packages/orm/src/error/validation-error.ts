import type { StandardIssue } from '../type/standard-schema.js';
import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** Options of {@link ValidationError}. */
export interface ValidationErrorOptions extends OrmErrorOptions {
  /** See {@link ValidationError.isStored}. Default false. */
  readonly isStored?: boolean;
}

/** What the schema of an entity (`@Entity({ validate })`) found wrong with it; nothing was written. */
export class ValidationError extends OrmError {
  static {
    brandError(this, 'ValidationError');
  }

  /** All that is wrong, with the path from the entity down. */
  readonly issues: readonly StandardIssue[];
  /** True when a record that was read is wrong (`validate: 'read-write'`), and not what was given. */
  readonly isStored: boolean;

  constructor(
    message: string,
    issues: readonly StandardIssue[],
    { isStored = false, ...options }: ValidationErrorOptions = {},
  ) {
    super(message, { ...options, code: 'ORM_VALIDATION' });
    this.issues = issues;
    this.isStored = isStored;
  }
}
