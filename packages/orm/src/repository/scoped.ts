import type { EntityContext } from '../context/entity-context.js';
import type { Scope } from '../context/scope.js';
import type { Repository } from './repository.js';

/** Makes a repository of the same class, also a derived one, over a narrower context. */
export function scopedRepository<T extends object, R extends Repository<T>>(
  repository: R,
  context: EntityContext<T>,
  scope: Scope,
): R {
  // safe: repositories take a context, and derived ones are made by the same constructor
  const { constructor } = repository as { constructor: unknown };
  return new (constructor as new (context: EntityContext<T>) => R)(context.scoped(scope));
}
