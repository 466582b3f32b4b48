/**
 * The NestJS module of Aeroform.
 *
 * @packageDocumentation
 */
export { AerospikeModule } from './aerospike.module.js';
export {
  type AerospikeKeyvEntry,
  AerospikeKeyvStore,
  type AerospikeKeyvStoreOptions,
} from './cache/aerospike-keyv-store.js';
export { getClientToken, getDataSourceToken, getRepositoryToken } from './aerospike.tokens.js';
export { InjectAerospikeClient } from './decorators/inject-aerospike-client.decorator.js';
export { InjectDataSource } from './decorators/inject-data-source.decorator.js';
export { InjectRepository } from './decorators/inject-repository.decorator.js';
export { DuplicateDataSourceException } from './exceptions/duplicate-data-source.exception.js';
export { ModuleOptionsException } from './exceptions/module-options.exception.js';
export type { EntityRepository } from './feature.js';
export { AerospikeExceptionFilter } from './filters/aerospike-exception.filter.js';
export {
  AerospikeHealthIndicator,
  type AerospikeHealthOptions,
  type AerospikeHealthResult,
} from './health/aerospike.health-indicator.js';
export { EntitySerializerInterceptor } from './interceptors/entity-serializer.interceptor.js';
export {
  TransactionInterceptor,
  type TransactionInterceptorOptions,
} from './interceptors/transaction.interceptor.js';
export type {
  AerospikeModuleAsyncOptions,
  AerospikeModuleOptions,
  AerospikeOptionsFactory,
} from './interfaces/aerospike-module-options.interface.js';
