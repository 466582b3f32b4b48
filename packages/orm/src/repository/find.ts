import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { createQuery, type Query } from '../query/query-builder.js';
import type { Where } from '../type/where.js';
import { requireObject } from './require-argument.js';

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
  verb: 'find' | 'findOne' = 'find',
): Query<T, T> {
  requireObject(
    'options',
    `${verb}() takes an object, e.g. { where: { status: 'paid' } }`,
    options,
  );
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new OptionError(option, `${verb}() takes ${known.join(', ')}; use query() for more`);
    }
  }
  const { where, limit, signal } = options;
  requireObject('where', `${verb}() takes conditions by property; use query() for more`, where);
  let query = createQuery(context).where(where);
  if (limit !== undefined) query = query.limit(limit);
  if (signal !== undefined) query = query.signal(signal);
  return query;
}
