import type { DataSource, DataSourceOptions } from '@aeroform/orm';
import type { FactoryProvider, ModuleMetadata, Provider, Type } from '@nestjs/common';

/**
 * Options of {@link AerospikeModule.forRoot}: those of the data source, and how to connect at start.
 *
 * @publicApi
 */
export type AerospikeModuleOptions = DataSourceOptions & {
  /** How often to try to connect before the application fails to start. Default 10. */
  readonly retryAttempts?: number;
  /** Milliseconds between two tries. Default 3000. */
  readonly retryDelay?: number;
  /** Decides from the error whether another try makes sense. Default: always. */
  readonly toRetry?: (error: unknown) => boolean;
  /** Log the stack of each failed try, not only its message. Default false. */
  readonly verboseRetryLog?: boolean;
  /** Add the entities of every `forFeature` of this data source to `entities`. Default false. */
  readonly autoLoadEntities?: boolean;
  /** Leave `dataSource.initialize()` to the application. Default false. */
  readonly manualInitialization?: boolean;
};

/**
 * A class that provides options, for `useClass` and `useExisting`.
 *
 * @publicApi
 */
export interface AerospikeOptionsFactory {
  /** @param name - name of the data source that the options are for. */
  createAerospikeOptions(name?: string): Promise<AerospikeModuleOptions> | AerospikeModuleOptions;
}

/**
 * Options of {@link AerospikeModule.forRootAsync}. Exactly one of `useFactory`, `useClass` and
 * `useExisting` says where the options come from.
 *
 * @publicApi
 */
export interface AerospikeModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** Name of the data source. Default: the unnamed one. */
  readonly name?: string;
  readonly useFactory?: (
    // The types of the parameters are those of the injected providers, which nothing here knows.
    // oxlint-disable-next-line typescript/no-explicit-any
    ...args: any[]
  ) => Promise<AerospikeModuleOptions> | AerospikeModuleOptions;
  readonly useClass?: Type<AerospikeOptionsFactory>;
  readonly useExisting?: Type<AerospikeOptionsFactory>;
  /** Providers to inject into `useFactory`. */
  readonly inject?: FactoryProvider['inject'];
  /** Creates the data source instead of `new DataSource(options)`; it may be initialized already. */
  readonly dataSourceFactory?: (options: DataSourceOptions) => Promise<DataSource> | DataSource;
  /** Further providers for the module that resolves the options. */
  readonly extraProviders?: Provider[];
}
