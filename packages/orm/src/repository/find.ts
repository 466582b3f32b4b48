import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import type { Operation } from '../observe/operation.js';
import type { QueryCallPolicy } from '../query/query.js';
import { createQuery, type Query } from '../query/query-builder.js';
import { checkPopulate } from '../reference/populate-read.js';
import type { Loaded, PopulatePath } from '../type/loaded.js';
import type { Where } from '../type/where.js';
import { withCallOptions } from './query-call.js';
import { requireObject } from './require-argument.js';

/** What `find` and `findOne` take. */
export interface FindWhere<T, P extends string = never> {
  /** Conditions by property; all must hold. */
  readonly where: Where<T>;
  /** Entities at most. */
  readonly limit?: number;
  /** Loads references: `['customer', 'lines.product']`; see `findById`. */
  readonly populate?: readonly PopulatePath<T, P>[];
  /** Timeouts, retries, replica …; see core's QueryPolicy. */
  readonly policy?: QueryCallPolicy;
  /** Name of one of the data source's behaviors: a policy under a name. */
  readonly behavior?: string;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
}

/** The method that finds. */
interface FindCaller {
  readonly verb: 'find' | 'findOne';
  /** Null while nobody watches. */
  readonly operation: Operation | null;
}

const known = ['where', 'limit', 'populate', 'policy', 'behavior', 'signal'];

/** What a method of the application runs. */
type Finding<T extends object, R> = (
  context: EntityContext<T>,
  operation: Operation | null,
) => Promise<R>;

/** What `find` runs. */
export function findAll<T extends object, P extends string>(
  options: FindWhere<T, P>,
): Finding<T, Loaded<T, P>[]> {
  return async (context, operation) => find(context, options, { verb: 'find', operation }).all();
}

/** What `findOne` runs. */
export function findOne<T extends object, P extends string>(
  options: Omit<FindWhere<T, P>, 'limit'>,
): Finding<T, Loaded<T, P> | null> {
  return async (context, operation) =>
    find(context, options, { verb: 'findOne', operation }).first();
}

/** The query of `find` and `findOne`. */
function find<T extends object, P extends string>(
  context: EntityContext<T>,
  options: FindWhere<T, P>,
  { verb, operation }: FindCaller,
): Query<T, Loaded<T, P>> {
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
  const { where, limit, populate = [] } = options;
  requireObject('where', `${verb}() takes conditions by property; use query() for more`, where);
  checkPopulate(context.metadata, { populate });
  const query = createQuery(context, operation)
    .where(where)
    .populate<P>(...populate);
  return withCallOptions(limit === undefined ? query : query.limit(limit), options);
}
