import type { DataSource, EntityClass, Repository } from '@aeroform/orm';
import type { FactoryProvider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ApplicationStart } from './application-start.js';
import { getDataSourceToken, getRepositoryToken } from './aerospike.tokens.js';
import type { EntityRepository } from './feature.js';

/** One provider for the repository of each entity. */
export function createRepositoryProviders(
  entities: readonly EntityClass[],
  dataSource?: string,
): FactoryProvider[] {
  return entities.map((entity) => ({
    provide: getRepositoryToken(entity, dataSource),
    useFactory: (source: DataSource, modules: ModulesContainer): Repository<object> =>
      ApplicationStart.of(modules).guard(() => source.getRepository(entity)),
    inject: [getDataSourceToken(dataSource), ModulesContainer],
  }));
}

/** One provider for each repository class; the class is the token. */
export function createCustomProviders(
  repositories: readonly EntityRepository[],
  dataSource?: string,
): FactoryProvider[] {
  return repositories.map(({ entity, repository }) => ({
    provide: repository,
    useFactory: (source: DataSource, modules: ModulesContainer): Repository<object> =>
      ApplicationStart.of(modules).guard(() => source.getRepository(entity, repository)),
    inject: [getDataSourceToken(dataSource), ModulesContainer],
  }));
}
