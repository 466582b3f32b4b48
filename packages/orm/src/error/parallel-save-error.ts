import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/**
 * An entity was to be saved while another save of the same object was under way: what the second one has
 * to write depends on the first. Nothing was sent; await the first.
 */
export class ParallelSaveError extends OrmError {
  static {
    brandError(this, 'ParallelSaveError');
  }

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: 'ORM_PARALLEL_SAVE' });
  }
}
