import { DataSource } from '@aeroform/orm';
import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import {
  AEROSPIKE_DATA_SOURCE_NAME,
  AEROSPIKE_MODULE_OPTIONS,
  DEFAULT_DATA_SOURCE_NAME,
} from './aerospike.constants.js';
import { getClientToken, getDataSourceToken } from './aerospike.tokens.js';
import { ApplicationStart } from './application-start.js';
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
export class AerospikeCoreModule implements OnModuleInit, OnApplicationShutdown {
  readonly #name: string;
  readonly #moduleRef: ModuleRef;
  readonly #modules: ModulesContainer;

  constructor(
    @Inject(AEROSPIKE_DATA_SOURCE_NAME) name: string,
    @Inject(ModuleRef) moduleRef: ModuleRef,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#name = name;
    this.#moduleRef = moduleRef;
    this.#modules = modules;
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

  onModuleInit(): void {
    ApplicationStart.of(this.#modules).end();
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
    useFactory: (options: AerospikeModuleOptions, modules: ModulesContainer) =>
      ApplicationStart.of(modules).open(
        () => makeDataSource(name, options, modules, dataSourceFactory),
        async (source, signal) => {
          // What is wrong in the application shows here, in front of connecting.
          for (const entity of featureEntities(name, modules)) source.getRepository(entity);
          if (options.manualInitialization || source.isInitialized) return;
          await connectWithRetry(source, options, signal);
        },
      ),
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

async function makeDataSource(
  name: string,
  moduleOptions: AerospikeModuleOptions,
  modules: ModulesContainer,
  dataSourceFactory: DataSourceFactory = (options) => new DataSource(options),
): Promise<DataSource> {
  refuseDuplicates(name, modules);
  const { autoLoadEntities, manualInitialization: _m, ...rest } = moduleOptions;
  const { retryAttempts: _a, retryDelay: _d, toRetry: _t, verboseRetryLog: _v, ...options } = rest;
  const found = autoLoadEntities ? featureEntities(name, modules) : [];
  const entities = [...(options.entities ?? []), ...found];
  return dataSourceFactory({ name, ...options, entities: [...new Set(entities)] });
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
    return [
      {
        provide: AEROSPIKE_MODULE_OPTIONS,
        useFactory: (modules: ModulesContainer, ...injected: unknown[]) =>
          ApplicationStart.of(modules).guard(() => useFactory(...injected)),
        inject: [ModulesContainer, ...(inject ?? [])],
      },
    ];
  }
  const factory = (useClass ?? useExisting) as NonNullable<typeof useClass>;
  const provider: Provider = {
    provide: AEROSPIKE_MODULE_OPTIONS,
    useFactory: (modules: ModulesContainer, from: AerospikeOptionsFactory) =>
      ApplicationStart.of(modules).guard(() => from.createAerospikeOptions(name)),
    inject: [ModulesContainer, factory],
  };
  return useClass === undefined ? [provider] : [provider, { provide: useClass, useClass }];
}
