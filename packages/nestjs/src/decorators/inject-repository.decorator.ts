import type { EntityClass } from '@aeroform/orm';
import { Inject } from '@nestjs/common';
import { getRepositoryToken } from '../aerospike.tokens.js';

/**
 * Injects the repository of an entity that a module registered with `forFeature`.
 *
 * @param entity - an entity class.
 * @param dataSource - name of the data source; the default one when omitted.
 * @publicApi
 */
export function InjectRepository(
  entity: EntityClass,
  dataSource?: string,
): PropertyDecorator & ParameterDecorator {
  return Inject(getRepositoryToken(entity, dataSource));
}
