import type { DataSource, EntityClass, Repository } from '@aeroform/orm';
import type { FactoryProvider } from '@nestjs/common';
import { getDataSourceToken, getRepositoryToken } from './aerospike.tokens.js';

/** One provider for the repository of each entity. */
export function createRepositoryProviders(
  entities: readonly EntityClass[],
  dataSource?: string,
): FactoryProvider[] {
  return entities.map((entity) => ({
    provide: getRepositoryToken(entity, dataSource),
    useFactory: (source: DataSource): Repository<object> => source.getRepository(entity),
    inject: [getDataSourceToken(dataSource)],
  }));
}
