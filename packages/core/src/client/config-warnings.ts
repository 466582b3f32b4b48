import { log } from '../observability/log.js';
import type { ParsedConfig } from './parse-config.js';

/** `proto-fd-idle-ms` of servers that are not configured otherwise. */
const SERVER_IDLE_MS = 60_000;

interface Doubt {
  readonly key: string;
  readonly reason: string;
  readonly applies: (config: ParsedConfig) => boolean;
}

/** What is allowed, and seldom meant. */
const DOUBTS: readonly Doubt[] = [
  {
    key: 'tls.rejectUnauthorized',
    reason: 'certificates are not checked: anybody on the way can read and change everything',
    applies: ({ login }) => login.tls?.rejectUnauthorized === false,
  },
  {
    key: 'authMode',
    reason: 'the password itself is sent over connections that are not encrypted',
    applies: ({ wire }) =>
      wire.tls === undefined && wire.credentials?.clearPassword() !== undefined,
  },
  {
    key: 'idleTimeout',
    reason: `servers close idle connections after ${SERVER_IDLE_MS} ms (proto-fd-idle-ms) by default`,
    applies: ({ wire }) => wire.idleTimeout >= SERVER_IDLE_MS,
  },
  {
    key: 'operationQueueTimeoutMs',
    reason: 'has no effect without maxConcurrentOperations: there is no queue',
    applies: ({ limits }) => limits.max === 0 && limits.queueTimeout > 0,
  },
];

/** Logs what is doubtful in a configuration. */
export function warnOfConfig(config: ParsedConfig): void {
  for (const { key, reason, applies } of DOUBTS) {
    if (applies(config)) log('warn', 'aerospike.client', 'doubtful configuration', { key, reason });
  }
}
