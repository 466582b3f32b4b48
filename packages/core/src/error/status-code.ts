// Result codes under the names that aerospike-py gives them; see `errorFromResultCode`. Those it has
// none for have the names of the C client.

/** The command succeeded. */
export const AEROSPIKE_OK = 0;
/** The server failed; its log says why. */
export const AEROSPIKE_ERR_SERVER = 1;
/** The record does not exist. */
export const AEROSPIKE_ERR_RECORD_NOT_FOUND = 2;
/** The record has another generation than `meta.gen` demands. */
export const AEROSPIKE_ERR_RECORD_GENERATION = 3;
/** The server finds a parameter of the command invalid. */
export const AEROSPIKE_ERR_PARAM = 4;
/** The record exists already. */
export const AEROSPIKE_ERR_RECORD_EXISTS = 5;
/** The bin exists already. */
export const AEROSPIKE_ERR_BIN_EXISTS = 6;
/** The cluster changed meanwhile. */
export const AEROSPIKE_ERR_CLUSTER_KEY_MISMATCH = 7;
/** The namespace is out of space (stop-writes). */
export const AEROSPIKE_ERR_SERVER_MEM = 8;
/** The time for the command is over. */
export const AEROSPIKE_ERR_TIMEOUT = 9;
/** The server never allows the command. */
export const AEROSPIKE_ERR_ALWAYS_FORBIDDEN = 10;
/** The partition of the record is not available at the moment. */
export const AEROSPIKE_ERR_PARTITION_UNAVAILABLE = 11;
/** The bin holds a value of another type. */
export const AEROSPIKE_ERR_BIN_TYPE = 12;
/** The record is larger than the namespace allows. */
export const AEROSPIKE_ERR_RECORD_TOO_BIG = 13;
/** Too many commands wait for the same record. */
export const AEROSPIKE_ERR_KEY_BUSY = 14;
/** The query or scan was aborted. */
export const AEROSPIKE_ERR_SCAN_ABORT = 15;
/** The server does not know the feature. */
export const AEROSPIKE_ERR_UNSUPPORTED_FEATURE = 16;
/** The bin does not exist. */
export const AEROSPIKE_ERR_BIN_NOT_FOUND = 17;
/** The storage device cannot keep up. */
export const AEROSPIKE_ERR_DEVICE_OVERLOAD = 18;
/** The stored user key is another one. */
export const AEROSPIKE_ERR_KEY_MISMATCH = 19;
/** The cluster has no such namespace. */
export const AEROSPIKE_ERR_INVALID_NAMESPACE = 20;
/** The name of the bin is not allowed. */
export const AEROSPIKE_ERR_BIN_NAME = 21;
/** The server refuses the command at the moment. */
export const AEROSPIKE_ERR_FAIL_FORBIDDEN = 22;
/** The list or map has no such element. */
export const AEROSPIKE_ERR_ELEMENT_NOT_FOUND = 23;
/** The list or map has such an element already. */
export const AEROSPIKE_ERR_ELEMENT_EXISTS = 24;
/** The server is no Enterprise edition. */
export const AEROSPIKE_ERR_ENTERPRISE_ONLY = 25;
/** The operation cannot be applied to the value that is there. */
export const AEROSPIKE_ERR_OP_NOT_APPLICABLE = 26;
/** The filter expression is false for the record. */
export const AEROSPIKE_ERR_FILTERED_OUT = 27;
/** The write lost against a newer one from another cluster. */
export const AEROSPIKE_ERR_LOST_CONFLICT = 28;
/** The query has no more records. */
export const AEROSPIKE_QUERY_END = 50;
/** The server knows no security. */
export const AEROSPIKE_SECURITY_NOT_SUPPORTED = 51;
/** Security is not enabled on the server. */
export const AEROSPIKE_SECURITY_NOT_ENABLED = 52;
/** There is no such user. */
export const AEROSPIKE_ERR_INVALID_USER = 60;
/** The connection is not logged in. */
export const AEROSPIKE_ERR_NOT_AUTHENTICATED = 80;
/** The user lacks the privilege for the command. */
export const AEROSPIKE_ERR_ROLE_VIOLATION = 81;
/** The Lua function failed. */
export const AEROSPIKE_ERR_UDF = 100;
/** Batches are disabled on the server. */
export const AEROSPIKE_ERR_BATCH_DISABLED = 150;
/** The secondary index exists already. */
export const AEROSPIKE_ERR_INDEX_FOUND = 200;
/** There is no such secondary index. */
export const AEROSPIKE_ERR_INDEX_NOT_FOUND = 201;
/** The query was aborted. */
export const AEROSPIKE_ERR_QUERY_ABORTED = 210;

// Codes that only a client gives.

/** The failure arose in the client. */
export const AEROSPIKE_ERR_CLIENT = -1;
/** A connection could not be opened or was lost: `CONNECTION_FAILED`, `CONNECTION_LOST`. */
export const AEROSPIKE_ERR_CONNECTION = -10;
/** No node of the cluster can be reached, or none serves the record: `CONNECT_FAILED` and others. */
export const AEROSPIKE_ERR_CLUSTER = -11;
/** The name of the host is not known: `INVALID_HOST`. */
export const AEROSPIKE_ERR_INVALID_HOST = -4;
/** All connections to the node are in use, and none came free in time: `NO_MORE_CONNECTIONS`. */
export const AEROSPIKE_ERR_NO_MORE_CONNECTIONS = -7;
/** The node is not in the cluster, or not any more: `NODE_NOT_FOUND`, `NODE_GONE`. */
export const AEROSPIKE_ERR_INVALID_NODE = -8;
/** The circuit of the node is open: `MAX_ERROR_RATE`. */
export const AEROSPIKE_MAX_ERROR_RATE = -14;
