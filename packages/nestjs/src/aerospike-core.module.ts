import { DataSource, type EntityClass } from '@aeroform/orm';
import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import {
  AEROSPIKE_DATA_SOURCE_NAME,
  AEROSPIKE_MODULE_OPTIONS,
  DEFAULT_DATA_SOURCE_NAME,
} from './aerospike.constants.js';
import { getClientToken, getDataSourceToken } from './aerospike.tokens.js';
import { connectWithRetry } from './connect-with-retry.js';
import { DuplicateDataSourceException } from './exceptions/duplicate-data-source.exception.js';
import { ModuleOptionsException } from './exceptions/module-options.exception.js';
import { featureEntities } from './feature.js';
import type {
  AerospikeModuleAsyncOptions,
  AerospikeModuleOptions,
  AerospikeOptionsFactory,
} from './interfaces/aerospike-module-options.interface.js';

type DataSourceFactory = NonNullable<AerospikeModuleAsyncOptions['dataSourceFactory']>;

/** Owns the data source of one `forRoot`: creates it, exports it, destroys it at shutdown. */
@Global()
@Module({})
export class AerospikeCoreModule implements OnApplicationShutdown {
  readonly #name: string;
  readonly #moduleRef: ModuleRef;

  constructor(
    @Inject(AEROSPIKE_DATA_SOURCE_NAME) name: string,
    @Inject(ModuleRef) moduleRef: ModuleRef,
  ) {
    this.#name = name;
    this.#moduleRef = moduleRef;
  }

  static forRoot(options: AerospikeModuleOptions, name = DEFAULT_DATA_SOURCE_NAME): DynamicModule {
    return describe(name, [{ provide: AEROSPIKE_MODULE_OPTIONS, useValue: options }]);
  }

  static forRootAsync(options: AerospikeModuleAsyncOptions): DynamicModule {
    const name = options.name ?? DEFAULT_DATA_SOURCE_NAME;
    const providers = [...optionProviders(options, name), ...(options.extraProviders ?? [])];
    return {
      ...describe(name, providers, options.dataSourceFactory),
      imports: options.imports ?? [],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    const dataSource = this.#moduleRef.get<DataSource>(getDataSourceToken(this.#name));
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

function describe(
  name: string,
  providers: Provider[],
  dataSourceFactory?: DataSourceFactory,
): DynamicModule {
  const dataSource: FactoryProvider = {
    provide: getDataSourceToken(name),
    useFactory: async (options: AerospikeModuleOptions, modules: ModulesContainer) => {
      refuseDuplicates(name, modules);
      const { autoLoadEntities } = options;
      const found = autoLoadEntities ? featureEntities(name, modules) : [];
      return createDataSource(name, options, found, dataSourceFactory);
    },
    inject: [AEROSPIKE_MODULE_OPTIONS, ModulesContainer],
  };
  const client: FactoryProvider = {
    provide: getClientToken(name),
    useFactory: (source: DataSource) => source.client,
    inject: [getDataSourceToken(name)],
  };
  return {
    module: AerospikeCoreModule,
    providers: [
      { provide: AEROSPIKE_DATA_SOURCE_NAME, useValue: name },
      ...providers,
      dataSource,
      client,
    ],
    exports: [dataSource, client],
  };
}

/** Value providers are there before any factory runs, so this is known before the first connection. */
function refuseDuplicates(name: string, modules: ModulesContainer): void {
  const named = [...modules.values()].filter(
    (module) => module.providers.get(AEROSPIKE_DATA_SOURCE_NAME)?.instance === name,
  );
  if (named.length > 1) throw new DuplicateDataSourceException(name);
}

async function createDataSource(
  name: string,
  moduleOptions: AerospikeModuleOptions,
  found: readonly EntityClass[],
  dataSourceFactory: DataSourceFactory = (options) => new DataSource(options),
): Promise<DataSource> {
  const { autoLoadEntities: _e, manualInitialization, ...rest } = moduleOptions;
  const { retryAttempts: _a, retryDelay: _d, toRetry: _t, verboseRetryLog: _v, ...options } = rest;
  const dataSource = await dataSourceFactory({
    name,
    ...options,
    entities: [...new Set([...(options.entities ?? []), ...found])],
  });
  if (!manualInitialization && !dataSource.isInitialized) {
    await connectWithRetry(dataSource, moduleOptions);
  }
  return dataSource;
}

function optionProviders(options: AerospikeModuleAsyncOptions, name: string): Provider[] {
  const { useFactory, useClass, useExisting, inject } = options;
  const given = [useFactory, useClass, useExisting].filter((each) => each !== undefined);
  if (given.length !== 1) {
    throw new ModuleOptionsException(
      `AerospikeModule.forRootAsync needs exactly one of useFactory, useClass and useExisting, found ${given.length}`,
    );
  }
  if (useFactory !== undefined) {
    return [{ provide: AEROSPIKE_MODULE_OPTIONS, useFactory, inject: inject ?? [] }];
  }
  const factory = (useClass ?? useExisting) as NonNullable<typeof useClass>;
  const provider: Provider = {
    provide: AEROSPIKE_MODULE_OPTIONS,
    useFactory: (from: AerospikeOptionsFactory) => from.createAerospikeOptions(name),
    inject: [factory],
  };
  return useClass === undefined ? [provider] : [provider, { provide: useClass, useClass }];
}
