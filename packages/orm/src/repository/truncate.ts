import { types } from 'node:util';
import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';

/** Removes the records of a set. The server does it in the background, but hides them at once. */
export async function truncateSet(context: EntityContext, before: Date | undefined): Promise<void> {
  const { client, namespace, set } = context;
  if (before === undefined) return client.truncate(namespace, set);
  if (!types.isDate(before) || Number.isNaN(before.getTime())) {
    throw new OptionError('before', 'must be a valid Date');
  }
  return client.truncate(namespace, set, BigInt(before.getTime()) * 1_000_000n);
}
