import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { Repository } from './repository.js';

/** A class derived from `Repository`, without a constructor of its own. */
export type RepositoryClass<T extends object, R extends Repository<T>> = new (
  // Any: what repositories are made with is no part of the public interface.
  // oxlint-disable-next-line typescript/no-explicit-any
  context: any,
) => R;

/**
 * The class, with what its constructor takes.
 *
 * @throws OptionError for what is not derived from Repository
 */
export function repositoryClass<T extends object, R extends Repository<T>>(
  type: RepositoryClass<T, R>,
): new (context: EntityContext<T>) => R {
  const isDerived = typeof type === 'function' && (type.prototype as unknown) instanceof Repository;
  if (isDerived) return type;
  throw new OptionError(
    'type',
    `getRepository() takes a class that extends Repository; got ${describeValue(type)}`,
  );
}
