import { Inject } from '@nestjs/common';
import { getClientToken } from '../aerospike.tokens.js';

/**
 * Injects the client of a data source, for batches, queries and administration below the mapper.
 *
 * @param name - name of the data source; the default one when omitted.
 * @publicApi
 */
export function InjectAerospikeClient(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getClientToken(name));
}
