import { brandError } from '../error/brand-error.js';
import { messageOf } from '../error/message-of.js';
import { OrmError } from '../error/orm-error.js';

/** What became of one record of a batch. */
export type BatchStatus = 'ok' | 'failed' | 'not-found' | 'filtered';

/** One record of a batch, at its place in the request. */
export interface BatchItem<R> {
  /** Place in the array that the call was given, from 0. */
  readonly index: number;
  /** Id of the entity, also when it failed. */
  readonly id: unknown;
  /** `ok`, or what went wrong: no record (`not-found`), the condition of `when` did not hold (`filtered`), anything else (`failed`). */
  readonly status: BatchStatus;
  /** The result; only when the status is `ok`. */
  readonly value?: R;
  /** Why it failed; for every other status. */
  readonly error?: unknown;
  /** True when a write may have happened although it failed. */
  readonly inDoubt: boolean;
}

/** The outcome of a batch, record by record. Failures of some records do not hide the others. */
export class BatchOutcome<R> {
  /** All records in the order of the request. */
  readonly items: readonly BatchItem<R>[];
  /** The method that the records were given to. */
  readonly verb: string;

  /**
   * @param verb the method, for the error of {@link throwIfFailed}
   * @param items all records in the order of the request
   */
  constructor(verb: string, items: readonly BatchItem<R>[]) {
    this.verb = verb;
    this.items = items;
  }

  /** The results of the records that succeeded, in order. */
  get ok(): R[] {
    return this.items.flatMap(({ status, value }) => (status === 'ok' ? [value as R] : []));
  }

  /** The records that did not succeed, in order. */
  get failed(): BatchItem<R>[] {
    return this.items.filter(({ status }) => status !== 'ok');
  }

  /**
   * The results, if all records succeeded.
   *
   * @throws BatchError otherwise
   */
  throwIfFailed(): R[] {
    if (this.failed.length > 0) throw new BatchError(this.verb, this);
    return this.ok;
  }
}

/** Some records of a batch failed; the outcome says which. */
export class BatchError extends OrmError {
  static {
    brandError(this, 'BatchError');
  }

  /** What became of every record, those that succeeded too. */
  readonly outcome: BatchOutcome<unknown>;

  constructor(verb: string, outcome: BatchOutcome<unknown>) {
    const { failed, items } = outcome;
    const reason = failed[0] === undefined ? '' : `, first: ${messageOf(failed[0].error)}`;
    super(`${verb}(): ${failed.length} of ${items.length} records failed${reason}`, {
      code: 'ORM_BATCH',
      inDoubt: failed.some(({ inDoubt }) => inDoubt),
      cause: failed[0]?.error,
    });
    this.outcome = outcome;
  }
}
