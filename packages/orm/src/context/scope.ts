import type { Transaction } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { Tx } from '../type/tx.js';
import type { Behavior } from './behavior.js';

/** What a scoped repository does otherwise than the one it was made from. */
export interface Scope {
  /** Another set for the records. */
  readonly set?: string;
  /**
   * Whose records: they are in a set of their own, named by the data source's `tenantSet`. Default
   * `${set}_${tenant}`.
   */
  readonly tenant?: string;
  /** Settings for all calls, over the data source's `policies`. */
  readonly policy?: Behavior;
  /** Name of one of the data source's `behaviors`, over `policy`. */
  readonly behavior?: string;
  /** The transaction that all calls belong to; null for none, also within one. */
  readonly txn?: Tx | Transaction | null;
  /** Entities that were removed softly (`@DeletedAt`) are found too. Default false. */
  readonly withDeleted?: boolean;
  /** Whether `findById` calls of one tick are sent as one batch; see the data source's option. */
  readonly coalesce?: boolean;
}

const OPTIONS = ['set', 'tenant', 'policy', 'behavior', 'txn', 'withDeleted', 'coalesce'];

/** Most bytes of the name of a set (server: AS_SET_NAME_MAX_SIZE with its terminating zero). */
const MAX_SET_BYTES = 63;

/** Refuses options that do not exist, and those of the wrong type. */
export function checkScope(scope: Scope): void {
  if (!isPlainObject(scope)) {
    throw new OptionError('scope', `scoped() takes an object with ${OPTIONS.join(', ')}`);
  }
  for (const option of Object.keys(scope)) {
    if (OPTIONS.includes(option)) continue;
    throw new OptionError(option, `scoped() takes ${OPTIONS.join(', ')}`);
  }
  // A forgotten one would silently mean the records of everybody.
  for (const option of ['set', 'tenant'] as const) {
    if (!(option in scope) || scope[option] !== undefined) continue;
    throw new OptionError(option, 'is undefined; leave it out for that of the repository');
  }
  const { tenant, coalesce, withDeleted } = scope;
  if (tenant !== undefined && (typeof tenant !== 'string' || tenant === '')) {
    throw new OptionError('tenant', `must be a non-empty string; got ${describeValue(tenant)}`);
  }
  if (coalesce !== undefined && typeof coalesce !== 'boolean') {
    throw new OptionError('coalesce', `must be true or false; got ${describeValue(coalesce)}`);
  }
  if (withDeleted !== undefined && typeof withDeleted !== 'boolean') {
    throw new OptionError(
      'withDeleted',
      `must be true or false; got ${describeValue(withDeleted)}`,
    );
  }
  if (scope.set !== undefined) checkSetName(scope.set, 'set');
}

/**
 * Refuses what is no name of a set.
 *
 * @param option what gave the name, for the error
 */
export function checkSetName(set: unknown, option: string): string {
  const fits = typeof set === 'string' && set !== '' && Buffer.byteLength(set) <= MAX_SET_BYTES;
  if (fits) return set;
  throw new OptionError(
    option,
    `the name of a set has 1 to ${MAX_SET_BYTES} bytes; got ${describeValue(set)}`,
  );
}
