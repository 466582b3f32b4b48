import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** No record has the id. */
export class EntityNotFoundError extends OrmError {
  static {
    brandError(this, 'EntityNotFoundError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { resultCode: 2, ...options, code: 'ORM_ENTITY_NOT_FOUND' });
  }
}

/** An insert met a record with the same id. */
export class EntityExistsError extends OrmError {
  static {
    brandError(this, 'EntityExistsError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { resultCode: 5, ...options, code: 'ORM_ENTITY_EXISTS' });
  }
}

/** The condition given as `when` was not true for the record; nothing was written. */
export class FilteredOutError extends OrmError {
  static {
    brandError(this, 'FilteredOutError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { resultCode: 27, ...options, code: 'ORM_FILTERED_OUT' });
  }
}
