import { brandError } from './brand-error.js';
import { OrmError } from './orm-error.js';

/** A value cannot become a bin, or a bin cannot become the property. Nothing was sent. */
export class MappingError extends OrmError {
  static {
    brandError(this, 'MappingError');
  }

  /** `Class.property`, with indexes and keys inside collections. */
  readonly path: string;

  /**
   * @param path `Class.property`, with indexes and keys inside collections
   * @param problem what is wrong and what to do about it
   */
  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path}: ${problem}`, { code: 'ORM_MAPPING', cause });
    this.path = path;
  }
}
