import { ResultCode } from '@aeroform/protocol';
import { AdminError } from './admin-error.js';
import type { AerospikeError, AerospikeErrorOptions } from './aerospike-error.js';
import { BinExistsError, BinNameError, BinNotFound, BinTypeError } from './bin-error.js';
import { ElementExistsError, ElementNotFoundError } from './element-error.js';
import { QueryAbortedError, QueryError } from './query-error.js';
import {
  FilteredOut,
  RecordExistsError,
  RecordGenerationError,
  RecordNotFound,
  RecordTooBig,
} from './record-error.js';
import { ServerError } from './server-error.js';
import { AerospikeIndexError, IndexFoundError, IndexNotFound } from './sindex-error.js';
import { AerospikeTimeoutError } from './timeout-error.js';
import { TransactionError } from './transaction-error.js';
import { UDFError } from './udf-error.js';

/** What one result code of the server means here. */
export interface ResultCodeEntry {
  readonly type: new (message: string, options: AerospikeErrorOptions) => AerospikeError;
  readonly message: string;
  /** The same call may succeed later without any change. */
  readonly isRetryable: boolean;
  /** What the reader can do about it, where that is known. */
  readonly remedy?: string;
}

type Failure = Exclude<ResultCode, typeof ResultCode.OK>;

const final = (type: ResultCodeEntry['type'], message: string, remedy?: string): ResultCodeEntry =>
  remedy === undefined
    ? { type, message, isRetryable: false }
    : { type, message, isRetryable: false, remedy };

const passing = (
  type: ResultCodeEntry['type'],
  message: string,
  remedy?: string,
): ResultCodeEntry => ({ ...final(type, message, remedy), isRetryable: true });

/** Every result code that a server answers; the single source of class, text and retryability. */
export const RESULT_CODE_TABLE: Readonly<Record<Failure, ResultCodeEntry>> = {
  [ResultCode.SERVER_ERROR]: final(ServerError, 'the server failed', 'see the log of the node'),
  [ResultCode.RECORD_NOT_FOUND]: final(RecordNotFound, 'the record does not exist'),
  [ResultCode.GENERATION]: final(
    RecordGenerationError,
    'the record has another generation than expected',
    'read it again, apply the change again, write again',
  ),
  [ResultCode.PARAMETER]: final(
    ServerError,
    'the server finds a parameter of the command invalid',
    'the log of the node names it',
  ),
  [ResultCode.RECORD_EXISTS]: final(RecordExistsError, 'the record exists already'),
  [ResultCode.BIN_EXISTS]: final(BinExistsError, 'the bin exists already'),
  [ResultCode.CLUSTER_KEY_MISMATCH]: passing(ServerError, 'the cluster changed meanwhile'),
  [ResultCode.SERVER_MEMORY]: passing(
    ServerError,
    'the namespace is out of space (stop-writes)',
    'free or add memory or storage',
  ),
  [ResultCode.TIMEOUT]: passing(AerospikeTimeoutError, 'the server gave up: out of time'),
  [ResultCode.ALWAYS_FORBIDDEN]: final(ServerError, 'the server never allows this'),
  [ResultCode.PARTITION_UNAVAILABLE]: passing(ServerError, 'the partition is not available'),
  [ResultCode.BIN_TYPE]: final(BinTypeError, 'the bin holds a value of another type'),
  [ResultCode.RECORD_TOO_BIG]: final(
    RecordTooBig,
    'the record is too big',
    'split it, or raise max-record-size of the namespace',
  ),
  [ResultCode.KEY_BUSY]: passing(
    ServerError,
    'too many commands on one record at once (hot key)',
    'retry later, or spread the load over several records',
  ),
  [ResultCode.SCAN_ABORTED]: passing(QueryAbortedError, 'the scan was aborted'),
  [ResultCode.UNSUPPORTED_FEATURE]: final(ServerError, 'the server does not support this'),
  [ResultCode.BIN_NOT_FOUND]: final(BinNotFound, 'the bin does not exist'),
  [ResultCode.DEVICE_OVERLOAD]: passing(ServerError, 'the storage devices can not keep up'),
  [ResultCode.KEY_MISMATCH]: final(
    ServerError,
    'the record is stored under another user key with the same digest',
  ),
  [ResultCode.INVALID_NAMESPACE]: final(
    ServerError,
    'the namespace does not exist on the node',
    'namespaces are configured on the server, not created by clients',
  ),
  [ResultCode.BIN_NAME]: final(BinNameError, 'the bin name is not allowed'),
  [ResultCode.FORBIDDEN]: final(
    ServerError,
    'the server forbids this at present',
    'with a ttl: nsup-period of the namespace is 0; for a truncated set: wait or change its name',
  ),
  [ResultCode.ELEMENT_NOT_FOUND]: final(ElementNotFoundError, 'the element does not exist'),
  [ResultCode.ELEMENT_EXISTS]: final(ElementExistsError, 'the element exists already'),
  [ResultCode.ENTERPRISE_ONLY]: final(
    ServerError,
    'this needs the Enterprise Edition',
    'serverVersions() tells the edition of each node; leave out what only that has (compress, txn …)',
  ),
  [ResultCode.OP_NOT_APPLICABLE]: final(
    ServerError,
    'the operation can not be applied to the value as it is',
    'check the index, rank or context path against the value',
  ),
  [ResultCode.FILTERED_OUT]: final(FilteredOut, 'the filter expression is not true'),
  [ResultCode.LOST_CONFLICT]: final(ServerError, 'the write lost a conflict resolution (XDR)'),
  [ResultCode.XDR_KEY_BUSY]: passing(ServerError, 'XDR is still shipping the record'),
  [ResultCode.QUERY_END]: final(ServerError, 'the answer ended early'),
  [ResultCode.SECURITY_NOT_SUPPORTED]: final(
    AdminError,
    'the server has no security features',
    'users and roles need the Enterprise Edition',
  ),
  [ResultCode.SECURITY_NOT_ENABLED]: final(
    AdminError,
    'security is not enabled on the server',
    'enable it in the configuration of the servers, or do without users and roles',
  ),
  [ResultCode.SECURITY_SCHEME_NOT_SUPPORTED]: final(
    AdminError,
    'unknown security scheme',
    'the server is older or newer than this client can talk to',
  ),
  [ResultCode.INVALID_COMMAND]: final(
    AdminError,
    'the server does not know this security command',
    'it needs a newer server',
  ),
  [ResultCode.INVALID_FIELD]: final(AdminError, 'a field of the security command is invalid'),
  [ResultCode.ILLEGAL_STATE]: final(AdminError, 'the security command is not expected now'),
  [ResultCode.INVALID_USER]: final(
    AdminError,
    'the user does not exist',
    'adminQueryUsersInfo() lists the users',
  ),
  [ResultCode.USER_EXISTS]: final(
    AdminError,
    'the user exists already',
    'change the roles with adminGrantRoles, the password with adminChangePassword',
  ),
  [ResultCode.INVALID_PASSWORD]: final(
    AdminError,
    'the password is not acceptable',
    'for the own one: it was changed since this client logged in; connect with the new one',
  ),
  [ResultCode.EXPIRED_PASSWORD]: final(
    AdminError,
    'the password has expired',
    'have a user admin set a new one',
  ),
  [ResultCode.FORBIDDEN_PASSWORD]: final(
    AdminError,
    'the password is forbidden',
    'take one that was not used before; users who log in with a certificate have none',
  ),
  [ResultCode.INVALID_CREDENTIAL]: final(
    AdminError,
    'user or password is wrong',
    'check both, and the authentication mode',
  ),
  [ResultCode.EXPIRED_SESSION]: passing(AdminError, 'the login has expired'),
  [ResultCode.INVALID_ROLE]: final(
    AdminError,
    'the role does not exist, or is predefined and cannot be changed',
    'adminQueryRoles() lists the roles',
  ),
  [ResultCode.ROLE_EXISTS]: final(
    AdminError,
    'the role exists already',
    'change it with adminGrantPrivileges and adminRevokePrivileges',
  ),
  [ResultCode.INVALID_PRIVILEGE]: final(
    AdminError,
    'a privilege is not valid',
    'the server may be too old for it, or it has a scope that it cannot have',
  ),
  [ResultCode.INVALID_ALLOWLIST]: final(
    AdminError,
    'the allowlist is not valid',
    'it takes addresses (10.1.2.3) and networks (10.0.0.0/8)',
  ),
  [ResultCode.QUOTAS_NOT_ENABLED]: final(
    AdminError,
    'quotas are not enabled on the server',
    'set enable-quotas in the security part of its configuration',
  ),
  [ResultCode.INVALID_QUOTA]: final(
    AdminError,
    'the quota is not valid',
    'it takes 0 to 2147483647 records per second',
  ),
  [ResultCode.NOT_AUTHENTICATED]: final(
    AdminError,
    'the connection is not authenticated',
    'connect with user and password',
  ),
  [ResultCode.ROLE_VIOLATION]: final(
    AdminError,
    'the user lacks the privilege',
    'have a user admin grant a role that has it',
  ),
  [ResultCode.NOT_ALLOWLISTED]: final(
    AdminError,
    'the address is not on the allowlist',
    'connect from an address on the allowlists of the roles, or have it added',
  ),
  [ResultCode.QUOTA_EXCEEDED]: passing(
    AdminError,
    'the quota of the role is used up',
    'slow down, or have a user admin raise the quota',
  ),
  [ResultCode.UDF_ERROR]: final(UDFError, 'the user-defined function failed'),
  [ResultCode.TRANSACTION_BLOCKED]: passing(TransactionError, 'another transaction is in the way'),
  [ResultCode.TRANSACTION_VERSION_MISMATCH]: final(
    TransactionError,
    'a record that the transaction read has changed',
    'run the transaction again',
  ),
  [ResultCode.TRANSACTION_EXPIRED]: final(TransactionError, 'the transaction has expired'),
  [ResultCode.TRANSACTION_TOO_MANY_WRITES]: final(
    TransactionError,
    'the transaction writes more than 4096 records',
  ),
  [ResultCode.TRANSACTION_COMMITTED]: final(TransactionError, 'the transaction is committed'),
  [ResultCode.TRANSACTION_ABORTED]: final(TransactionError, 'the transaction is aborted'),
  [ResultCode.TRANSACTION_ALREADY_LOCKED]: final(
    TransactionError,
    'the transaction holds the record already',
  ),
  [ResultCode.TRANSACTION_MONITOR_EXISTS]: final(
    TransactionError,
    'the transaction has a monitor record already',
  ),
  [ResultCode.BATCH_DISABLED]: final(ServerError, 'batch commands are disabled on the server'),
  [ResultCode.BATCH_MAX_REQUESTS]: final(
    ServerError,
    'the batch has more records than the server allows',
    'send smaller batches, or raise batch-max-requests',
  ),
  [ResultCode.BATCH_QUEUES_FULL]: passing(ServerError, 'all batch queues of the node are full'),
  [ResultCode.INVALID_GEOJSON]: final(ServerError, 'the GeoJSON is not valid'),
  [ResultCode.INDEX_FOUND]: final(IndexFoundError, 'the index exists already'),
  [ResultCode.INDEX_NOT_FOUND]: final(IndexNotFound, 'the index does not exist'),
  [ResultCode.INDEX_OUT_OF_MEMORY]: passing(AerospikeIndexError, 'the index is out of memory'),
  [ResultCode.INDEX_NOT_READABLE]: passing(
    AerospikeIndexError,
    'the index is not readable yet',
    'wait until it is built',
  ),
  [ResultCode.INDEX_GENERIC]: final(AerospikeIndexError, 'the index command failed'),
  [ResultCode.INDEX_NAME_TOO_LONG]: final(AerospikeIndexError, 'the index name is too long'),
  [ResultCode.INDEX_MAX_COUNT]: final(AerospikeIndexError, 'the namespace has too many indexes'),
  [ResultCode.QUERY_ABORTED]: passing(QueryAbortedError, 'the query was aborted'),
  [ResultCode.QUERY_QUEUE_FULL]: passing(QueryError, 'the query queue of the node is full'),
  [ResultCode.QUERY_TIMEOUT]: passing(AerospikeTimeoutError, 'the query ran out of time'),
  [ResultCode.QUERY_GENERIC]: final(QueryError, 'the query failed'),
};
