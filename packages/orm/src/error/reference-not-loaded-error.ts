import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/** The entity of a reference was asked for and is not here, or the reference cannot read it. */
export class ReferenceNotLoadedError extends OrmError {
  static {
    brandError(this, 'ReferenceNotLoadedError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: 'ORM_REFERENCE_NOT_LOADED' });
  }
}
