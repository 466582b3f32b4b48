import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { createQuery, type Query } from '../query/query-builder.js';
import type { Where } from '../type/where.js';

/** What `find` and `findOne` take. */
export interface FindWhere<T> {
  /** Conditions by property; all must hold. */
  readonly where: Where<T>;
  /** Entities at most. */
  readonly limit?: number;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

const known = ['where', 'limit', 'signal'];

/** The query of `find` and `findOne`. */
export function find<T extends object>(
  context: EntityContext<T>,
  options: FindWhere<T>,
): Query<T, T> {
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new OptionError(option, `find() takes ${known.join(', ')}; use query() for more`);
    }
  }
  let query = createQuery(context).where(options.where);
  if (options.limit !== undefined) query = query.limit(options.limit);
  if (options.signal !== undefined) query = query.signal(options.signal);
  return query;
}
