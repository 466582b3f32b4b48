/** What a name of theirs is here, where it is not simply the same in camel case. */
export interface Exception {
  /** Our name; null where there is none on purpose. Default: theirs in camel case. */
  readonly ours?: string | null;
  /** Why, or what is different. */
  readonly note: string;
}

const CLIENT = { ours: 'createClient', note: 'one client: every call returns a promise' };
const INDEX_TYPE = { note: 'here as there nothing takes it: the name of the method says the type' };
const CLIENT_CODE = {
  note: 'carried by `ClusterError` for this reason; in 0.11 all errors of the client have −1',
};
const SERIALIZER = { ours: null, note: 'without effect there: values have the types of Aerospike' };

/** By the name of theirs, or where that is not clear by section and name. */
export const EXCEPTIONS_TO_THE_RULE: Readonly<Record<string, Exception>> = {
  client: CLIENT,
  async_client: CLIENT,
  batch_write_numpy: {
    ours: 'batchWriteColumns',
    note: 'typed arrays, plain arrays or bytes of a fixed size say their type themselves',
  },
  batch_apply: { note: '`function` is a reserved word' },
  apply: { note: '`function` is a reserved word' },
  udf_put: { note: 'also takes the source itself' },
  conn_pools_per_node: {
    ours: 'pipelinesPerNode',
    note: 'pools are for threads, and there is one; these connections carry many commands each',
  },
  foreach: {
    ours: 'forEach',
    note: 'ends the query on the servers when the callback returns false',
  },
  to_dict: { ours: 'toMap', note: 'keyed by namespace, set and user key: nothing collides' },
  to_numpy: { ours: 'toColumns', note: 'typed arrays; also as a table of Apache Arrow' },
  'handle.keys': { ours: 'toMap', note: '`toMap().keys()`' },
  'handle.values': { ours: 'toMap', note: '`toMap().values()`' },
  'handle.items': { ours: 'toMap', note: 'iterate over `toMap()`' },
  'handle.get': { note: 'by whole key; undefined where there is none' },
  merge_to_dict: { ours: 'merge', note: '`BatchReadHandle.merge(handles).toMap()`' },
  release_cache: { ours: null, note: 'nothing to release: there is no second copy' },
  internal_stage_profiling: { note: 'takes the work, as there are no context managers' },
  init_tracing: {
    ours: 'setTracingEnabled',
    note: 'spans go to the OpenTelemetry SDK of the application as soon as there is one',
  },
  shutdown_tracing: {
    ours: 'setTracingEnabled',
    note: 'the SDK belongs to the application, which shuts it down',
  },
  partition_filter: { ours: 'partitions', note: '`query.partitions(filter)`' },
  'query.read_mode_ap': { ours: null, note: 'the protocol of queries has no such flag' },
  'query.read_touch_ttl_percent': { ours: null, note: 'queries do not touch records' },
  'map_policy.write_mode': { note: 'also as `flags`, which NO_FAIL and PARTIAL go with' },
  geo_within_geojson_region: { note: 'does not work there' },
  geo_within_radius: { note: 'does not work there' },
  geo_contains_geojson_point: { note: 'does not work there' },
  INDEX_NUMERIC: INDEX_TYPE,
  INDEX_STRING: INDEX_TYPE,
  INDEX_BLOB: INDEX_TYPE,
  INDEX_GEO2DSPHERE: INDEX_TYPE,
  AEROSPIKE_ERR_CONNECTION: CLIENT_CODE,
  AEROSPIKE_ERR_CLUSTER: CLIENT_CODE,
  AEROSPIKE_ERR_INVALID_HOST: CLIENT_CODE,
  AEROSPIKE_ERR_NO_MORE_CONNECTIONS: CLIENT_CODE,
  RustPanicError: { ours: null, note: 'there is no native code that could panic' },
  SERIALIZER_NONE: SERIALIZER,
  SERIALIZER_PYTHON: SERIALIZER,
  SERIALIZER_USER: SERIALIZER,
};

/** Constants whose value differs from that in their source on purpose. */
export const OTHER_VALUES: Readonly<Record<string, string>> = {
  POLICY_EXISTS_UPDATE: 'theirs is that of UPDATE_ONLY, and so fails on missing records',
};

/** Parameters that have other names here, or none: by theirs. */
export const OTHER_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  set_name: ['set'],
  bin_name: ['bin', 'source'],
  geojson: ['region', 'point'],
  function: ['functionName'],
  filename: ['file'],
  level: ['next'],
  _dtype: [],
};
