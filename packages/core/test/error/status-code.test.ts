import * as core from '../../src/index.js';
import { CLIENT_SIDE_RESULT_CODE, errorFromResultCode } from '../../src/index.js';

/** Each code of aerospike-py that a server answers, with our class and code. */
const CODES: readonly (readonly [resultCode: number, name: string, code: string])[] = [
  [core.AEROSPIKE_ERR_SERVER, 'ServerError', 'SERVER_ERROR'],
  [core.AEROSPIKE_ERR_RECORD_NOT_FOUND, 'RecordNotFound', 'RECORD_NOT_FOUND'],
  [core.AEROSPIKE_ERR_RECORD_GENERATION, 'RecordGenerationError', 'GENERATION'],
  [core.AEROSPIKE_ERR_PARAM, 'ServerError', 'PARAMETER'],
  [core.AEROSPIKE_ERR_RECORD_EXISTS, 'RecordExistsError', 'RECORD_EXISTS'],
  [core.AEROSPIKE_ERR_BIN_EXISTS, 'BinExistsError', 'BIN_EXISTS'],
  [core.AEROSPIKE_ERR_CLUSTER_KEY_MISMATCH, 'ServerError', 'CLUSTER_KEY_MISMATCH'],
  [core.AEROSPIKE_ERR_SERVER_MEM, 'ServerError', 'SERVER_MEMORY'],
  [core.AEROSPIKE_ERR_TIMEOUT, 'AerospikeTimeoutError', 'TIMEOUT'],
  [core.AEROSPIKE_ERR_ALWAYS_FORBIDDEN, 'ServerError', 'ALWAYS_FORBIDDEN'],
  [core.AEROSPIKE_ERR_PARTITION_UNAVAILABLE, 'ServerError', 'PARTITION_UNAVAILABLE'],
  [core.AEROSPIKE_ERR_BIN_TYPE, 'BinTypeError', 'BIN_TYPE'],
  [core.AEROSPIKE_ERR_RECORD_TOO_BIG, 'RecordTooBig', 'RECORD_TOO_BIG'],
  [core.AEROSPIKE_ERR_KEY_BUSY, 'ServerError', 'KEY_BUSY'],
  [core.AEROSPIKE_ERR_SCAN_ABORT, 'QueryAbortedError', 'SCAN_ABORTED'],
  [core.AEROSPIKE_ERR_UNSUPPORTED_FEATURE, 'ServerError', 'UNSUPPORTED_FEATURE'],
  [core.AEROSPIKE_ERR_BIN_NOT_FOUND, 'BinNotFound', 'BIN_NOT_FOUND'],
  [core.AEROSPIKE_ERR_DEVICE_OVERLOAD, 'ServerError', 'DEVICE_OVERLOAD'],
  [core.AEROSPIKE_ERR_KEY_MISMATCH, 'ServerError', 'KEY_MISMATCH'],
  [core.AEROSPIKE_ERR_INVALID_NAMESPACE, 'ServerError', 'INVALID_NAMESPACE'],
  [core.AEROSPIKE_ERR_BIN_NAME, 'BinNameError', 'BIN_NAME'],
  [core.AEROSPIKE_ERR_FAIL_FORBIDDEN, 'ServerError', 'FORBIDDEN'],
  [core.AEROSPIKE_ERR_ELEMENT_NOT_FOUND, 'ElementNotFoundError', 'ELEMENT_NOT_FOUND'],
  [core.AEROSPIKE_ERR_ELEMENT_EXISTS, 'ElementExistsError', 'ELEMENT_EXISTS'],
  [core.AEROSPIKE_ERR_ENTERPRISE_ONLY, 'ServerError', 'ENTERPRISE_ONLY'],
  [core.AEROSPIKE_ERR_OP_NOT_APPLICABLE, 'ServerError', 'OP_NOT_APPLICABLE'],
  [core.AEROSPIKE_ERR_FILTERED_OUT, 'FilteredOut', 'FILTERED_OUT'],
  [core.AEROSPIKE_ERR_LOST_CONFLICT, 'ServerError', 'LOST_CONFLICT'],
  [core.AEROSPIKE_QUERY_END, 'ServerError', 'QUERY_END'],
  [core.AEROSPIKE_SECURITY_NOT_SUPPORTED, 'AdminError', 'SECURITY_NOT_SUPPORTED'],
  [core.AEROSPIKE_SECURITY_NOT_ENABLED, 'AdminError', 'SECURITY_NOT_ENABLED'],
  [core.AEROSPIKE_ERR_INVALID_USER, 'AdminError', 'INVALID_USER'],
  [core.AEROSPIKE_ERR_NOT_AUTHENTICATED, 'AdminError', 'NOT_AUTHENTICATED'],
  [core.AEROSPIKE_ERR_ROLE_VIOLATION, 'AdminError', 'ROLE_VIOLATION'],
  [core.AEROSPIKE_ERR_UDF, 'UDFError', 'UDF_ERROR'],
  [core.AEROSPIKE_ERR_BATCH_DISABLED, 'ServerError', 'BATCH_DISABLED'],
  [core.AEROSPIKE_ERR_INDEX_FOUND, 'IndexFoundError', 'INDEX_FOUND'],
  [core.AEROSPIKE_ERR_INDEX_NOT_FOUND, 'IndexNotFound', 'INDEX_NOT_FOUND'],
  [core.AEROSPIKE_ERR_QUERY_ABORTED, 'QueryAbortedError', 'QUERY_ABORTED'],
];

describe('the result codes of aerospike-py', () => {
  it.each(CODES)('%i becomes %s %s', (resultCode, name, code) => {
    expect(errorFromResultCode(resultCode)).toMatchObject({ name, code, resultCode });
  });

  it('that only a client gives are not those of a server', () => {
    const codes = [
      core.AEROSPIKE_ERR_CLIENT,
      core.AEROSPIKE_ERR_CONNECTION,
      core.AEROSPIKE_ERR_CLUSTER,
      core.AEROSPIKE_ERR_INVALID_HOST,
      core.AEROSPIKE_ERR_INVALID_NODE,
      core.AEROSPIKE_ERR_NO_MORE_CONNECTIONS,
      core.AEROSPIKE_MAX_ERROR_RATE,
    ];
    expect(codes.every((code) => code < core.AEROSPIKE_OK)).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('an error that no server answered', () => {
  it.each([
    ['CLUSTER_ERROR', core.AEROSPIKE_ERR_CLUSTER],
    ['CONNECT_FAILED', core.AEROSPIKE_ERR_CLUSTER],
    ['PARTITION_WITHOUT_NODE', core.AEROSPIKE_ERR_CLUSTER],
    ['CONNECTION_FAILED', core.AEROSPIKE_ERR_CONNECTION],
    ['CONNECTION_LOST', core.AEROSPIKE_ERR_CONNECTION],
    ['INVALID_HOST', core.AEROSPIKE_ERR_INVALID_HOST],
    ['NO_MORE_CONNECTIONS', core.AEROSPIKE_ERR_NO_MORE_CONNECTIONS],
    ['NODE_GONE', core.AEROSPIKE_ERR_INVALID_NODE],
    ['NODE_NOT_FOUND', core.AEROSPIKE_ERR_INVALID_NODE],
    ['MAX_ERROR_RATE', core.AEROSPIKE_MAX_ERROR_RATE],
  ])('of the cluster has a result code for %s', (code, resultCode) => {
    expect(new core.ClusterError('text', { code })).toMatchObject({ code, resultCode });
  });

  it('of the cluster has that of the cluster when it says no more', () => {
    const { AEROSPIKE_ERR_CLUSTER: resultCode } = core;
    expect(new core.ClusterError('text')).toMatchObject({ code: 'CLUSTER_ERROR', resultCode });
  });

  it.each([
    [new core.ClientError('text'), 'CLIENT_ERROR'],
    [new core.BackpressureError('text'), 'BACKPRESSURE'],
    [new core.InvalidArgError('text'), 'INVALID_ARGUMENT'],
    [new core.AerospikeTimeoutError('text'), 'TIMEOUT'],
  ])('has the result code of the client: %p', (error, code) => {
    expect(error).toMatchObject({ code, resultCode: CLIENT_SIDE_RESULT_CODE });
    expect(error.resultCode).toBe(core.AEROSPIKE_ERR_CLIENT);
  });
});
