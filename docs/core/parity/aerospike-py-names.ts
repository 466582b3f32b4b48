/**
 * What the Python client aerospike-py offers (version 0.10.3, and what is known of 0.11), name by name, as
 * its documents write it: with the parameters in their order.
 */
export interface Signature {
  readonly name: string;
  /** Names of the parameters; empty also for what is no function. */
  readonly parameters: readonly string[];
}

function signatures(text: string): readonly Signature[] {
  return text.trim().split('\n').map(signature);
}

function signature(line: string): Signature {
  const [, name = '', parameters = ''] = /^\s*(\w+)(?:\((.*)\))?$/.exec(line) ?? [];
  return { name, parameters: parameters === '' ? [] : parameters.split(', ') };
}

function names(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Methods of the client, and the functions that make one. */
export const METHODS = signatures(`
  client(config)
  async_client(config)
  connect(username, password)
  is_connected()
  ping()
  close()
  get_node_names()
  put(key, bins, meta, policy)
  get(key, policy)
  select(key, bins, policy)
  exists(key, policy)
  remove(key, meta, policy)
  touch(key, val, meta, policy)
  append(key, bin, val, meta, policy)
  prepend(key, bin, val, meta, policy)
  increment(key, bin, offset, meta, policy)
  remove_bin(key, bin_names, meta, policy)
  operate(key, ops, meta, policy)
  operate_ordered(key, ops, meta, policy)
  batch_read(keys, bins, policy)
  batch_write(records, policy, retry)
  batch_write_numpy(data, namespace, set_name, _dtype, key_field, policy, retry)
  batch_operate(keys, ops, policy)
  batch_remove(keys, policy)
  batch_apply(keys, module, function, args, policy)
  query(namespace, set_name)
  index_integer_create(namespace, set_name, bin_name, index_name, policy)
  index_string_create(namespace, set_name, bin_name, index_name, policy)
  index_geo2dsphere_create(namespace, set_name, bin_name, index_name, policy)
  index_remove(namespace, index_name, policy)
  truncate(namespace, set_name, nanos, policy)
  udf_put(filename, udf_type, policy)
  udf_remove(module, policy)
  apply(key, module, function, args, policy)
  info_all(command, policy)
  info_random_node(command, policy)
  admin_create_user(username, password, roles, policy)
  admin_drop_user(username, policy)
  admin_change_password(username, password, policy)
  admin_grant_roles(username, roles, policy)
  admin_revoke_roles(username, roles, policy)
  admin_query_user_info(username, policy)
  admin_query_users_info(policy)
  admin_create_role(role, privileges, policy, whitelist, read_quota, write_quota)
  admin_drop_role(role, policy)
  admin_grant_privileges(role, privileges, policy)
  admin_revoke_privileges(role, privileges, policy)
  admin_query_role(role, policy)
  admin_query_roles(policy)
  admin_set_whitelist(role, whitelist, policy)
  admin_set_quotas(role, read_quota, write_quota, policy)
`);

/** Methods of a query. */
export const QUERY_METHODS = signatures(`
  select(*bins)
  where(predicate)
  results(policy)
  foreach(callback, policy)
`);

/** Methods of what `batch_read` returns (0.11). */
export const HANDLE_METHODS = signatures(`
  to_dict()
  to_list()
  to_numpy(dtype)
  batch_records
  found_count()
  all_user_keys()
  iter_records()
  keys()
  values()
  items()
  get(key, default)
  merge_to_dict(handles)
  release_cache()
`);

/** Functions of the module. */
export const FUNCTIONS = signatures(`
  partition_filter_all()
  partition_filter_by_id(partition_id)
  partition_filter_by_range(begin, count)
  set_log_level(level)
  dropped_log_count()
  get_metrics()
  start_metrics_server(port)
  stop_metrics_server()
  set_metrics_enabled(enabled)
  is_metrics_enabled()
  set_internal_stage_metrics_enabled(enabled)
  is_internal_stage_metrics_enabled()
  internal_stage_profiling()
  init_tracing()
  shutdown_tracing()
`);

/** Predicates of queries. */
export const PREDICATES = signatures(`
  equals(bin_name, val)
  between(bin_name, min_val, max_val)
  contains(bin_name, index_type, val)
  geo_within_geojson_region(bin_name, geojson)
  geo_within_radius(bin_name, lat, lng, radius)
  geo_contains_geojson_point(bin_name, geojson)
`);

/** Builders of list, map, HLL and bit operations. */
export const HELPERS = signatures(`
  list_append(bin, val, policy)
  list_append_items(bin, values, policy)
  list_insert(bin, index, val, policy)
  list_insert_items(bin, index, values, policy)
  list_pop(bin, index)
  list_pop_range(bin, index, count)
  list_remove(bin, index)
  list_remove_range(bin, index, count)
  list_set(bin, index, val)
  list_trim(bin, index, count)
  list_clear(bin)
  list_size(bin)
  list_get(bin, index)
  list_get_range(bin, index, count)
  list_get_by_value(bin, val, return_type)
  list_get_by_index(bin, index, return_type)
  list_get_by_index_range(bin, index, return_type, count)
  list_get_by_rank(bin, rank, return_type)
  list_get_by_rank_range(bin, rank, return_type, count)
  list_get_by_value_list(bin, values, return_type)
  list_get_by_value_range(bin, begin, end, return_type)
  list_remove_by_value(bin, val, return_type)
  list_remove_by_value_list(bin, values, return_type)
  list_remove_by_value_range(bin, begin, end, return_type)
  list_remove_by_index(bin, index, return_type)
  list_remove_by_index_range(bin, index, return_type, count)
  list_remove_by_rank(bin, rank, return_type)
  list_remove_by_rank_range(bin, rank, return_type, count)
  list_increment(bin, index, val, policy)
  list_sort(bin, sort_flags)
  list_set_order(bin, list_order)
  map_set_order(bin, map_order)
  map_put(bin, key, val, policy)
  map_put_items(bin, items, policy)
  map_increment(bin, key, incr, policy)
  map_decrement(bin, key, decr, policy)
  map_clear(bin)
  map_remove_by_key(bin, key, return_type)
  map_remove_by_key_list(bin, keys, return_type)
  map_remove_by_key_range(bin, begin, end, return_type)
  map_remove_by_value(bin, val, return_type)
  map_remove_by_value_list(bin, values, return_type)
  map_remove_by_value_range(bin, begin, end, return_type)
  map_remove_by_index(bin, index, return_type)
  map_remove_by_index_range(bin, index, return_type, count)
  map_remove_by_rank(bin, rank, return_type)
  map_remove_by_rank_range(bin, rank, return_type, count)
  map_size(bin)
  map_get_by_key(bin, key, return_type)
  map_get_by_key_range(bin, begin, end, return_type)
  map_get_by_value(bin, val, return_type)
  map_get_by_value_range(bin, begin, end, return_type)
  map_get_by_index(bin, index, return_type)
  map_get_by_index_range(bin, index, return_type, count)
  map_get_by_rank(bin, rank, return_type)
  map_get_by_rank_range(bin, rank, return_type, count)
  map_get_by_key_list(bin, keys, return_type)
  map_get_by_value_list(bin, values, return_type)
  hll_init(bin, index_bit_count, minhash_bit_count, policy)
  hll_add(bin, values, index_bit_count, minhash_bit_count, policy)
  hll_get_count(bin)
  hll_get_union(bin, values)
  hll_get_union_count(bin, values)
  hll_get_intersect_count(bin, values)
  hll_get_similarity(bin, values)
  hll_describe(bin)
  hll_fold(bin, index_bit_count)
  hll_set_union(bin, values, policy)
  bit_resize(bin, byte_size, resize_flags, policy)
  bit_insert(bin, byte_offset, value, policy)
  bit_remove(bin, byte_offset, byte_size, policy)
  bit_set(bin, bit_offset, bit_size, value, policy)
  bit_or(bin, bit_offset, bit_size, value, policy)
  bit_xor(bin, bit_offset, bit_size, value, policy)
  bit_and(bin, bit_offset, bit_size, value, policy)
  bit_not(bin, bit_offset, bit_size, policy)
  bit_lshift(bin, bit_offset, bit_size, shift, policy)
  bit_rshift(bin, bit_offset, bit_size, shift, policy)
  bit_add(bin, bit_offset, bit_size, value, signed, action, policy)
  bit_subtract(bin, bit_offset, bit_size, value, signed, action, policy)
  bit_set_int(bin, bit_offset, bit_size, value, policy)
  bit_get(bin, bit_offset, bit_size)
  bit_count(bin, bit_offset, bit_size)
  bit_lscan(bin, bit_offset, bit_size, value)
  bit_rscan(bin, bit_offset, bit_size, value)
  bit_get_int(bin, bit_offset, bit_size, signed)
`);

/** Builders of expressions. */
export const EXPRESSIONS = signatures(`
  int_val(val)
  float_val(val)
  string_val(val)
  bool_val(val)
  blob_val(val)
  list_val(val)
  map_val(val)
  geo_val(val)
  nil()
  infinity()
  wildcard()
  int_bin(name)
  float_bin(name)
  string_bin(name)
  bool_bin(name)
  blob_bin(name)
  list_bin(name)
  map_bin(name)
  geo_bin(name)
  hll_bin(name)
  bin_exists(name)
  bin_type(name)
  key(exp_type)
  key_exists()
  set_name()
  record_size()
  last_update()
  since_update()
  void_time()
  ttl()
  is_tombstone()
  digest_modulo(modulo)
  eq(left, right)
  ne(left, right)
  gt(left, right)
  ge(left, right)
  lt(left, right)
  le(left, right)
  and_(*exprs)
  or_(*exprs)
  not_(expr)
  xor_(*exprs)
  num_add(*exprs)
  num_sub(*exprs)
  num_mul(*exprs)
  num_div(*exprs)
  num_mod(numerator, denominator)
  num_pow(base, exponent)
  num_log(num, base)
  num_abs(value)
  num_floor(num)
  num_ceil(num)
  to_int(num)
  to_float(num)
  min_(*exprs)
  max_(*exprs)
  int_and(*exprs)
  int_or(*exprs)
  int_xor(*exprs)
  int_not(expr)
  int_lshift(value, shift)
  int_rshift(value, shift)
  int_arshift(value, shift)
  int_count(expr)
  int_lscan(value, search)
  int_rscan(value, search)
  regex_compare(regex, flags, bin_expr)
  geo_compare(left, right)
  cond(*exprs)
  var(name)
  def_(name, value)
  let_(*exprs)
`);

/** Keys of the configuration. */
export const CONFIG_KEYS = names(`
  hosts cluster_name auth_mode user password timeout idle_timeout max_conns_per_node
  min_conns_per_node conn_pools_per_node tend_interval use_services_alternate
  max_concurrent_operations operation_queue_timeout_ms
`);

/** Classes of exceptions. */
export const EXCEPTIONS = names(`
  AerospikeError ClientError BackpressureError RustPanicError ClusterError AerospikeTimeoutError
  InvalidArgError ServerError AerospikeIndexError IndexNotFound IndexFoundError QueryError
  QueryAbortedError AdminError UDFError RecordError RecordNotFound RecordGenerationError
  RecordExistsError BinExistsError BinTypeError RecordTooBig BinNotFound BinNameError
  FilteredOut
`);

/** Fields of policies, by the kind of policy. */
export const POLICY_FIELDS = {
  read: names(`
    socket_timeout total_timeout max_retries sleep_between_retries timeout_delay
    filter_expression replica read_mode_ap read_touch_ttl_percent
  `),
  write: names(`
    socket_timeout total_timeout max_retries sleep_between_retries timeout_delay
    filter_expression key exists gen commit_level durable_delete ttl
  `),
  batch: names(`
    socket_timeout total_timeout max_retries sleep_between_retries timeout_delay
    filter_expression replica read_mode_ap read_touch_ttl_percent allow_inline allow_inline_ssd
    respond_all_keys concurrency key exists gen commit_level durable_delete ttl
  `),
  query: names(`
    socket_timeout total_timeout max_retries sleep_between_retries timeout_delay
    filter_expression replica read_mode_ap read_touch_ttl_percent max_records records_per_second
    max_concurrent_nodes record_queue_size expected_duration include_bin_data partition_filter
  `),
  admin: names('timeout'),
  meta: names('gen ttl key exists commit_level durable_delete'),
  batch_delete_meta: names('gen key commit_level durable_delete'),
  batch_udf_meta: names('module function args ttl commit_level key durable_delete'),
  list_policy: names('order flags'),
  map_policy: names('order write_mode'),
  hll_policy: names('flags'),
} satisfies Readonly<Record<string, readonly string[]>>;
