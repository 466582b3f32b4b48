import { Inject } from '@nestjs/common';
import { getDataSourceToken } from '../aerospike.tokens.js';

/**
 * Injects a data source.
 *
 * @param name - its name; the default one when omitted.
 * @publicApi
 */
export function InjectDataSource(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getDataSourceToken(name));
}
