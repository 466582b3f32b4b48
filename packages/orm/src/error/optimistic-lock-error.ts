import { brandError } from './brand-error.js';
import { OrmError, type OrmErrorOptions } from './orm-error.js';

/**
 * Why a write under optimistic locking lost: the record was written in between (`generation`), it
 * exists although the entity is new (`exists`), or it is gone (`missing`).
 */
export type OptimisticLockReason = 'generation' | 'exists' | 'missing';

/** What the entity expected and what was there. */
export interface OptimisticLockErrorOptions extends OrmErrorOptions {
  /** Why the write lost. */
  readonly reason: OptimisticLockReason;
  /** The generation that was compared; 0 for a new entity. */
  readonly expected: number;
  /** The generation found afterwards, when it could be read. */
  readonly actual?: number;
  /** The properties that both writers changed, where a merge was asked for. */
  readonly properties?: readonly string[];
}

/**
 * Somebody else wrote the record first; nothing was written. Read it again and repeat the change. With
 * `inDoubt` (policies with `maxRetries`), an earlier try of the same call may be who wrote first.
 */
export class OptimisticLockError extends OrmError {
  static {
    brandError(this, 'OptimisticLockError');
  }

  /** Why the write lost: `generation` (somebody wrote the record), `exists` (somebody created it) or `missing` (somebody removed it). */
  readonly reason: OptimisticLockReason;
  /** The generation the entity was loaded with; 0 for a new entity. */
  readonly expected: number;
  /** The generation found afterwards, when it could be read. */
  readonly actual?: number;
  /** The properties that both writers changed, of a save with `merge: 'disjoint'`; else undefined. */
  readonly properties?: readonly string[];

  constructor(message: string, options: OptimisticLockErrorOptions) {
    super(message, { ...options, code: 'ORM_OPTIMISTIC_LOCK' });
    this.reason = options.reason;
    this.expected = options.expected;
    if (options.actual !== undefined) this.actual = options.actual;
    if (options.properties !== undefined) this.properties = options.properties;
  }
}
