import { WireError } from '@aeroform/protocol';
import { AdminError } from '../../error/admin-error.js';
import { AerospikeError, type AerospikeErrorOptions } from '../../error/aerospike-error.js';
import { ClientError } from '../../error/client-error.js';
import { ClusterError } from '../../error/cluster-error.js';
import { AerospikeTimeoutError } from '../../error/timeout-error.js';

/** A connection that broke, or whose answer could not be read, as a typed error. */
export function connectionFailure(
  node: string,
  cause: Error,
  options: AerospikeErrorOptions = {},
): AerospikeError {
  if (cause instanceof AerospikeError) return cause;
  if (cause instanceof WireError) return malformedAnswer(node, cause, options);
  return new ClusterError(`The connection to node ${node} is lost: ${describeCause(cause)}.`, {
    code: 'CONNECTION_LOST',
    node,
    cause,
    ...options,
  });
}

/** A connection that could not be opened, or was not let in, as a typed error. */
export function connectFailure(node: string, cause: Error): AerospikeError {
  if (cause instanceof AdminError) return cause;
  return new ClusterError(`Cannot connect to node ${node}: ${describeCause(cause)}.`, {
    code: isUnknownHost(cause) ? 'INVALID_HOST' : 'CONNECTION_FAILED',
    node,
    cause,
  });
}

/** No connection or node for an attempt, with what is known of the command. */
export function unsentFailure(
  error: AerospikeError,
  options: AerospikeErrorOptions,
): AerospikeError {
  const { message, node, code, resultCode, isRetryable, cause, remedy } = error;
  const type = error instanceof AdminError ? AdminError : ClusterError;
  const known = { code, resultCode, isRetryable, cause, ...options };
  const context = remedy === undefined ? known : { remedy, ...known };
  return new type(message, node === undefined ? context : { node, ...context });
}

export function malformedAnswer(
  node: string,
  cause: Error,
  options: AerospikeErrorOptions = {},
): ClientError {
  return new ClientError(`Node ${node} sent an answer that cannot be read: ${cause.message}.`, {
    code: 'MALFORMED_ANSWER',
    node,
    cause,
    ...options,
  });
}

export function timeoutFailure(
  waitedFor: string,
  options: AerospikeErrorOptions = {},
): AerospikeTimeoutError {
  const doubt = options.inDoubt === true ? ' The write was sent and may have happened.' : '';
  return new AerospikeTimeoutError(`${waitedFor}.${doubt}`, options);
}

/** What tells that a node cannot be reached, as far as the client sees. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
  'INVALID_HOST',
  'NODE_GONE',
]);

/** Whether the node cannot be reached. A time-out does not say so, nor does a want of connections. */
export function isUnreachable(error: Error): boolean {
  return error instanceof ClusterError && UNREACHABLE.has(error.code);
}

/** A failure of a part of something, the rest of which may have happened. */
export function doubtful(failure: AerospikeError, what: string): AerospikeError {
  const { message, code, resultCode, isRetryable, node, remedy, cause } = failure;
  const known = { code, resultCode, isRetryable, cause, inDoubt: true };
  const type = failure.constructor as new (
    message: string,
    options: AerospikeErrorOptions,
  ) => AerospikeError;
  return new type(`${message} ${what}.`, {
    ...known,
    ...(node === undefined ? {} : { node }),
    ...(remedy === undefined ? {} : { remedy }),
  });
}

/** Whether a name is none of a host, as far as the system knows. */
export function isUnknownHost(cause: Error): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOTFOUND';
}

/** Why something ended, for logs: what applications read may tell of their data. */
export function reasonText(cause: Error): string {
  return cause instanceof AerospikeError ? cause.code : describeCause(cause);
}

/** System errors of several attempts (IPv4, IPv6) have an empty message of their own. */
export function describeCause(cause: Error): string {
  if (cause instanceof AggregateError) {
    const texts = cause.errors.map((error) => (error instanceof Error ? error.message : 'unknown'));
    return [...new Set(texts)].join(', ');
  }
  return cause.message;
}
