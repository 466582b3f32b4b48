import { brandError } from './brand-error.js';
import { OrmError } from './orm-error.js';

/** The declaration of an entity is wrong. Thrown before any I/O; names `Class.property` and the remedy. */
export class MetadataError extends OrmError {
  static {
    brandError(this, 'MetadataError');
  }

  /** `Class` or `Class.property`. */
  readonly path: string;

  /**
   * @param path `Class` or `Class.property`
   * @param problem what is wrong and what to write instead
   */
  constructor(path: string, problem: string) {
    const named = path === '' || path.startsWith('.') ? `(anonymous class)${path}` : path;
    super(`${named}: ${problem}`, { code: 'ORM_METADATA' });
    this.path = named;
  }
}

/** A bin name is longer than 15 UTF-8 bytes, empty, or used twice. */
export class BinNameError extends MetadataError {
  static {
    brandError(this, 'BinNameError');
  }
}
