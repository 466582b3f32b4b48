import type { EntityClass, RepositoryClass } from '@aeroform/orm';
import type { ModulesContainer } from '@nestjs/core';
import { AEROSPIKE_FEATURE } from './aerospike.constants.js';

/**
 * An entity with a repository class of your own, which is its token: `class Cats extends
 * Repository<Cat> {}`, to be injected as `cats: Cats`.
 *
 * @publicApi
 */
export interface EntityRepository {
  readonly entity: EntityClass;
  // Any: each element of an array is of an entity of its own.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly repository: RepositoryClass<any, any>;
}

/** What one `forFeature` names. */
export interface Feature {
  readonly dataSource: string;
  readonly entities: readonly EntityClass[];
}

/**
 * The entities that the `forFeature` calls of an application name for a data source. Value providers
 * are there before any factory runs, so all of them are known when the data source is made.
 */
export function featureEntities(dataSource: string, modules: ModulesContainer): EntityClass[] {
  return [...modules.values()]
    .map((module) => module.providers.get(AEROSPIKE_FEATURE)?.instance as Feature | undefined)
    .filter((feature) => feature?.dataSource === dataSource)
    .flatMap((feature) => feature?.entities ?? []);
}
