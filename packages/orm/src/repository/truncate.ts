import { types } from 'node:util';
import type { AdminPolicy } from '@aeroform/core';
import { eitherSignal } from '../context/call-policy.js';
import type { EntityContext } from '../context/entity-context.js';
import { requireNoTransaction } from '../context/require-no-transaction.js';
import { isOneOfMany } from '../mapping/class-metadata.js';
import { OptionError } from '../error/data-source-error.js';
import { checkCallOptions } from './call-options.js';

/** Options of `truncate`. */
export interface TruncateOptions {
  /** Timeouts; see core's AdminPolicy. */
  readonly policy?: AdminPolicy;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Removes the records of a set. The server does it in the background, but hides them at once. */
export async function truncateSet(
  context: EntityContext,
  before: Date | undefined,
  options: TruncateOptions,
): Promise<void> {
  checkCallOptions('truncate', 'truncate', options);
  requireNoTransaction(context, 'truncate()');
  requireWholeSet(context);
  const { client, namespace, set } = context;
  const signal = eitherSignal(options.policy?.signal, options.signal);
  const policy = signal === undefined ? options.policy : { ...options.policy, signal };
  if (before === undefined) return client.truncate(namespace, set, 0n, policy);
  if (!types.isDate(before) || Number.isNaN(before.getTime())) {
    throw new OptionError('before', 'must be a valid Date');
  }
  return client.truncate(namespace, set, BigInt(before.getTime()) * 1_000_000n, policy);
}

/** The server removes whatever is in a set. */
function requireWholeSet({ metadata, set }: EntityContext): void {
  if (!isOneOfMany(metadata)) return;
  const { name, discriminator } = metadata;
  throw new OptionError(
    'truncate',
    `would also remove what is not ${name} in the set ${set}: use query().where(…).removeAll(), or truncate() of the repository of ${discriminator!.root().name}`,
  );
}
