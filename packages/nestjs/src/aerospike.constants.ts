/** Name of the data source that `forRoot` creates when it is given none. */
export const DEFAULT_DATA_SOURCE_NAME = 'default';

/** Token of the resolved module options of one `forRoot`. */
export const AEROSPIKE_MODULE_OPTIONS = Symbol('AerospikeModuleOptions');

/** Token of what one `forFeature` names. */
export const AEROSPIKE_FEATURE = Symbol('AerospikeFeature');

/** Token of the name of the data source of one `forRoot`. */
export const AEROSPIKE_DATA_SOURCE_NAME = Symbol('AerospikeDataSourceName');
