import {
  AerospikeTimeoutError,
  BackpressureError,
  ClientError,
  ClusterError,
  InvalidArgError,
} from '@aeroform/core';

const TABLE = /(<!-- client codes -->\n).*?(<!-- end of client codes -->)/s;

type ErrorClass = new (text: string, options: { readonly code: string }) => ClientError;

/** Failures that no server answered, with what each means. */
const FAILURES: readonly (readonly [type: ErrorClass, code: string, meaning: string])[] = [
  [
    ClusterError,
    'CONNECT_FAILED',
    'no host of the configuration does; the message has the reasons',
  ],
  [ClusterError, 'INVALID_HOST', 'the name of the host, or of all hosts, is not known'],
  [ClusterError, 'CONNECTION_FAILED', 'a connection to the node cannot be opened'],
  [ClusterError, 'CONNECTION_LOST', 'the connection broke before the answer came'],
  [ClusterError, 'NO_MORE_CONNECTIONS', '`maxConnsPerNode` are in use, and none came free in time'],
  [ClusterError, 'NODE_NOT_FOUND', 'the cluster has no node of that name'],
  [ClusterError, 'NODE_GONE', 'the node left the cluster meanwhile'],
  [ClusterError, 'PARTITION_WITHOUT_NODE', 'no node serves the record at the moment'],
  [ClusterError, 'MAX_ERROR_RATE', 'the circuit of the node is open'],
  [AerospikeTimeoutError, 'TIMEOUT', 'the time of the policy is over'],
  [BackpressureError, 'BACKPRESSURE', 'the queue of `maxConcurrentOperations` took too long'],
  [InvalidArgError, 'INVALID_ARGUMENT', 'refused before anything was sent'],
  [ClientError, 'ABORTED', 'by the signal of the call, whose reason is the `cause`'],
  [ClientError, 'NOT_CONNECTED', 'before `connect`, or after `close`'],
  [ClientError, 'MALFORMED_ANSWER', 'the server sent what cannot be read'],
];

/** A page with the table of failures that arise in the client, where it has a place for it. */
export function fillClientCodes(page: string): string {
  return page.replace(TABLE, (_, start: string, end: string) => `${start}${table()}${end}`);
}

function table(): string {
  const lines = [
    '| `code` | class | number | again | meaning |',
    '| --- | --- | --- | --- | --- |',
  ];
  return `${[...lines, ...FAILURES.map(row)].join('\n')}\n`;
}

function row([type, code, meaning]: (typeof FAILURES)[number]): string {
  const { name, resultCode, isRetryable } = new type('', { code });
  const again = isRetryable ? 'yes' : '';
  return `| \`${code}\` | \`${name}\` | ${resultCode} | ${again} | ${meaning} |`;
}
