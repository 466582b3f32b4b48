import type { EntityContext } from '../context/entity-context.js';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { populate, type PopulateRequest } from './populate.js';

/** Loads references of entities that somebody has; see `Repository.populate`. */
export async function populateEntities(
  context: EntityContext,
  entities: unknown,
  paths: readonly string[],
  request: PopulateRequest,
): Promise<void> {
  const { entity, name } = context.metadata;
  const all: readonly unknown[] = Array.isArray(entities) ? entities : [entities];
  for (const each of all) {
    if (each instanceof entity) continue;
    throw new OptionError(
      'entities',
      `populate() takes ${name} entities; got ${describeValue(each)}`,
    );
  }
  await populate(context, all as readonly object[], paths, request);
}
