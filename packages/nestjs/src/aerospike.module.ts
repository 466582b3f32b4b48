import type { EntityClass } from '@aeroform/orm';
import { type DynamicModule, Module, type ValueProvider } from '@nestjs/common';
import { AerospikeCoreModule } from './aerospike-core.module.js';
import { AEROSPIKE_FEATURE, DEFAULT_DATA_SOURCE_NAME } from './aerospike.constants.js';
import { createCustomProviders, createRepositoryProviders } from './aerospike.providers.js';
import type { EntityRepository, Feature } from './feature.js';
import type {
  AerospikeModuleAsyncOptions,
  AerospikeModuleOptions,
} from './interfaces/aerospike-module-options.interface.js';

/**
 * Connects a NestJS application to Aerospike. `forRoot` once for each data source, `forFeature` in
 * each module that injects repositories. The client is closed at shutdown: call
 * `app.enableShutdownHooks()` for that to happen on SIGTERM.
 *
 * @publicApi
 */
@Module({})
export class AerospikeModule {
  /**
   * Creates a data source and connects it before the application starts.
   *
   * @param options - of the data source, and how to retry.
   * @param name - a name, where an application has more than one data source.
   */
  static forRoot(options: AerospikeModuleOptions, name?: string): DynamicModule {
    return {
      module: AerospikeModule,
      imports: [AerospikeCoreModule.forRoot(options, name ?? options.name)],
    };
  }

  /** As `forRoot`, with options from a factory, a class, or a provider that exists. */
  static forRootAsync(options: AerospikeModuleAsyncOptions): DynamicModule {
    return { module: AerospikeModule, imports: [AerospikeCoreModule.forRootAsync(options)] };
  }

  /**
   * Provides the repositories of entities.
   *
   * @param named - entity classes; `{ entity: Cat, repository: Cats }` provides a repository class of
   * your own, too, under that class.
   * @param dataSource - name of the data source; the default one when omitted.
   */
  static forFeature(
    named: readonly (EntityClass | EntityRepository)[],
    dataSource: string = DEFAULT_DATA_SOURCE_NAME,
  ): DynamicModule {
    const custom = named.filter((each) => typeof each !== 'function');
    const entities = named.map((each) => (typeof each === 'function' ? each : each.entity));
    const providers = [
      ...createRepositoryProviders(entities, dataSource),
      ...createCustomProviders(custom, dataSource),
    ];
    const feature: ValueProvider<Feature> = {
      provide: AEROSPIKE_FEATURE,
      useValue: { dataSource, entities },
    };
    return { module: AerospikeModule, providers: [feature, ...providers], exports: providers };
  }
}
