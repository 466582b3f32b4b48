import { AerospikeError, type AerospikeErrorOptions } from '@aeroform/core';
import { brandError, hasErrorBrand } from './brand-error.js';

/** What is known about a failure besides its message. */
export interface OrmErrorOptions extends AerospikeErrorOptions {
  /** Name of the entity class. */
  readonly entity?: string;
  /** Id of the entity. */
  readonly id?: unknown;
}

/**
 * Base of the errors of the mapper. It extends core's AerospikeError, so one `catch` that looks at
 * `code`, `resultCode` and `inDoubt` serves both.
 */
export class OrmError extends AerospikeError {
  static {
    brandError(this, 'OrmError');
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasErrorBrand(this, value);
  }

  /** Name of the entity class; undefined for errors about no entity. */
  readonly entity?: string;
  /** Id of the entity; undefined for errors about no single record. */
  readonly id?: unknown;

  constructor(message: string, options: OrmErrorOptions = {}) {
    super(message, { ...options, code: options.code ?? 'ORM_ERROR' });
    if (options.entity !== undefined) this.entity = options.entity;
    if (options.id !== undefined) this.id = options.id;
  }
}
