import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { createQuery } from '../query/query-builder.js';
import type { Where } from '../type/where.js';
import { requireObject } from './require-argument.js';

/** Options of `count`. */
export interface CountOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** Counts on the server's side of the network: no bins are sent. */
export async function countEntities<T extends object>(
  context: EntityContext<T>,
  where: Where<T> | undefined,
  options: CountOptions,
): Promise<number> {
  requireObject('options', 'count() takes an object with signal', options);
  for (const option of Object.keys(options)) {
    if (option !== 'signal') throw new OptionError(option, 'count() takes signal');
  }
  const base = createQuery(context);
  // Counting a whole set can only be a scan, and whoever asks for it means it.
  const query = where === undefined ? base.allowScan('count of the whole set') : base.where(where);
  return (options.signal === undefined ? query : query.signal(options.signal)).count();
}
