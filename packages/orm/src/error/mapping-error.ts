import { brandError } from './brand-error.js';
import { OrmError } from './orm-error.js';

/**
 * A value cannot become a bin, or a bin cannot become the property. When writing, nothing was sent;
 * with `inDoubt` it was, and only what the server answered cannot become a result.
 */
export class MappingError extends OrmError {
  static {
    brandError(this, 'MappingError');
  }

  /** `Class.property`, with indexes and keys inside collections. */
  readonly path: string;

  /**
   * @param path `Class.property`, with indexes and keys inside collections
   * @param problem what is wrong and what to do about it
   * @param inDoubt true when something was written all the same
   */
  constructor(path: string, problem: string, cause?: unknown, inDoubt = false) {
    super(`${path}: ${problem}`, { code: 'ORM_MAPPING', cause, inDoubt });
    this.path = path;
  }
}
