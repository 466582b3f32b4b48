/** Everything that can go wrong, and the table of result codes. */
export { AdminError } from './admin-error.js';
export {
  AerospikeError,
  type AerospikeErrorOptions,
  CLIENT_SIDE_RESULT_CODE,
  type ErrorKey,
} from './aerospike-error.js';
export { InvalidArgError } from './argument-error.js';
export { BinExistsError, BinNameError, BinNotFound, BinTypeError } from './bin-error.js';
export { BackpressureError, ClientError } from './client-error.js';
export { ClusterError } from './cluster-error.js';
export { ElementExistsError, ElementNotFoundError } from './element-error.js';
export {
  type ResultCodeContext,
  errorFromResultCode,
  isRetryableResultCode,
  resultCodeName,
} from './from-result-code.js';
export { QueryAbortedError, QueryError } from './query-error.js';
export {
  FilteredOut,
  RecordError,
  RecordExistsError,
  RecordGenerationError,
  RecordNotFound,
  RecordTooBig,
} from './record-error.js';
export { ServerError } from './server-error.js';
export { AerospikeIndexError, IndexFoundError, IndexNotFound } from './sindex-error.js';
export {
  AEROSPIKE_ERR_ALWAYS_FORBIDDEN,
  AEROSPIKE_ERR_BATCH_DISABLED,
  AEROSPIKE_ERR_BIN_EXISTS,
  AEROSPIKE_ERR_BIN_NAME,
  AEROSPIKE_ERR_BIN_NOT_FOUND,
  AEROSPIKE_ERR_BIN_TYPE,
  AEROSPIKE_ERR_CLIENT,
  AEROSPIKE_ERR_CLUSTER,
  AEROSPIKE_ERR_CLUSTER_KEY_MISMATCH,
  AEROSPIKE_ERR_CONNECTION,
  AEROSPIKE_ERR_DEVICE_OVERLOAD,
  AEROSPIKE_ERR_ELEMENT_EXISTS,
  AEROSPIKE_ERR_ELEMENT_NOT_FOUND,
  AEROSPIKE_ERR_ENTERPRISE_ONLY,
  AEROSPIKE_ERR_FAIL_FORBIDDEN,
  AEROSPIKE_ERR_FILTERED_OUT,
  AEROSPIKE_ERR_INDEX_FOUND,
  AEROSPIKE_ERR_INDEX_NOT_FOUND,
  AEROSPIKE_ERR_INVALID_HOST,
  AEROSPIKE_ERR_INVALID_NAMESPACE,
  AEROSPIKE_ERR_INVALID_NODE,
  AEROSPIKE_ERR_INVALID_USER,
  AEROSPIKE_ERR_KEY_BUSY,
  AEROSPIKE_ERR_KEY_MISMATCH,
  AEROSPIKE_ERR_LOST_CONFLICT,
  AEROSPIKE_ERR_NOT_AUTHENTICATED,
  AEROSPIKE_ERR_NO_MORE_CONNECTIONS,
  AEROSPIKE_ERR_OP_NOT_APPLICABLE,
  AEROSPIKE_ERR_PARAM,
  AEROSPIKE_ERR_PARTITION_UNAVAILABLE,
  AEROSPIKE_ERR_QUERY_ABORTED,
  AEROSPIKE_ERR_RECORD_EXISTS,
  AEROSPIKE_ERR_RECORD_GENERATION,
  AEROSPIKE_ERR_RECORD_NOT_FOUND,
  AEROSPIKE_ERR_RECORD_TOO_BIG,
  AEROSPIKE_ERR_ROLE_VIOLATION,
  AEROSPIKE_ERR_SCAN_ABORT,
  AEROSPIKE_ERR_SERVER,
  AEROSPIKE_ERR_SERVER_MEM,
  AEROSPIKE_ERR_TIMEOUT,
  AEROSPIKE_ERR_UDF,
  AEROSPIKE_ERR_UNSUPPORTED_FEATURE,
  AEROSPIKE_MAX_ERROR_RATE,
  AEROSPIKE_OK,
  AEROSPIKE_QUERY_END,
  AEROSPIKE_SECURITY_NOT_ENABLED,
  AEROSPIKE_SECURITY_NOT_SUPPORTED,
} from './status-code.js';
export { AerospikeTimeoutError } from './timeout-error.js';
export { TransactionError } from './transaction-error.js';
export { UDFError } from './udf-error.js';
export { UnsupportedByDriverError } from './unsupported-by-driver-error.js';
