import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** A condition or query is wrong: it names a property, a value or a method, and the remedy. */
export class QueryError extends OrmError {
  static {
    brandError(this, 'QueryError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: options.code ?? 'ORM_QUERY' });
  }
}

/** More records match than the data source's `query.maxRecords` allows a query to return. */
export class QueryTruncatedError extends QueryError {
  static {
    brandError(this, 'QueryTruncatedError');
  }

  /** How many records a query may return. */
  readonly maxRecords: number;

  constructor(message: string, maxRecords: number, entity: string) {
    super(message, { code: 'ORM_QUERY_TRUNCATED', entity });
    this.maxRecords = maxRecords;
  }
}
