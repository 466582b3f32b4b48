import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { approximateCount } from '../query/approximate-count.js';
import type { Operation } from '../observe/operation.js';
import type { QueryCallPolicy } from '../query/query.js';
import { createQuery } from '../query/query-builder.js';
import type { Where } from '../type/where.js';
import { withCallOptions } from './query-call.js';
import { requireObject } from './require-argument.js';

/** Options of `count`. */
export interface CountOptions {
  /** Timeouts, retries, replica …; see core's QueryPolicy. */
  readonly policy?: QueryCallPolicy;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** Why reading the whole set is fine, where no index serves the count; as of a query. */
  readonly allowScan?: string;
  /**
   * Asks the nodes how many records the set has, in place of reading it: at once, but expired records,
   * and whatever else is in the set, count too. Refused where only some records of the set are meant:
   * with conditions, of child classes, and where entities are removed softly (but withDeleted()). The
   * other options do not go with it.
   */
  readonly approximate?: boolean;
}

const OPTIONS = ['policy', 'behavior', 'signal', 'allowScan', 'approximate'];

/** Counts on the server's side of the network: no bins are sent. */
export async function countEntities<T extends object>(
  context: EntityContext<T>,
  where: Where<T> | undefined,
  options: CountOptions,
  operation: Operation | null,
): Promise<number> {
  requireObject('options', `count() takes an object with ${OPTIONS.join(', ')}`, options);
  for (const option of Object.keys(options)) {
    if (OPTIONS.includes(option)) continue;
    throw new OptionError(option, `count() takes ${OPTIONS.join(', ')}`);
  }
  if (options.approximate === true) {
    checkApproximate(context, where);
    refuseQueryOptions(options);
    return approximateCount(context);
  }
  const all = createQuery(context, operation);
  const query = where === undefined ? all : all.where(where);
  const { allowScan } = options;
  return withCallOptions(
    allowScan === undefined ? query : query.allowScan(allowScan),
    options,
  ).count();
}

/** No query is run that they could be about. */
function refuseQueryOptions(options: CountOptions): void {
  const option = OPTIONS.find(
    (each) => each !== 'approximate' && options[each as keyof CountOptions] !== undefined,
  );
  if (option === undefined) return;
  throw new OptionError(
    option,
    'is about a query, and count({ approximate: true }) asks the nodes instead: leave it out',
  );
}

/** The nodes know how many records a set has, not which. */
function checkApproximate(
  { metadata, withDeleted }: Pick<EntityContext, 'metadata' | 'withDeleted'>,
  where: object | undefined,
): void {
  const { deletedAt, discriminator } = metadata;
  const refuse = (why: string): never => {
    throw new OptionError('approximate', `count() knows only whole sets approximately: ${why}`);
  };
  if (where !== undefined) refuse('leave the conditions out');
  if (discriminator !== null && discriminator.root().entity !== metadata.entity) {
    refuse(`${metadata.name} shares its set with other classes; count() without it`);
  }
  if (deletedAt !== null && !withDeleted) {
    refuse(`${deletedAt.label} marks some as removed; count() without it, or withDeleted()`);
  }
}
