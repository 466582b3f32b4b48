import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { invalidArg } from '../error/argument-error.js';
import { isExpression } from '../expression/expression.js';
import { isTransaction } from '../transaction/transaction.js';
import { BATCH_CONCURRENCY_PARALLEL, BATCH_CONCURRENCY_SEQUENTIAL } from './batch-concurrency.js';
import { POLICY_COMMIT_LEVEL_ALL, POLICY_COMMIT_LEVEL_MASTER } from './commit-level.js';
import {
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
} from './exists.js';
import { POLICY_GEN_EQ, POLICY_GEN_GT, POLICY_GEN_IGNORE } from './generation.js';
import { POLICY_KEY_DIGEST, POLICY_KEY_SEND } from './key.js';
import {
  QUERY_DURATION_LONG,
  QUERY_DURATION_LONG_RELAX_AP,
  QUERY_DURATION_SHORT,
} from './query-duration.js';
import {
  POLICY_READ_MODE_AP_ALL,
  POLICY_READ_MODE_AP_ONE,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  READ_TOUCH_TTL_PERCENT_DONT_RESET,
} from './read-mode.js';
import {
  POLICY_REPLICA_ANY,
  POLICY_REPLICA_MASTER,
  POLICY_REPLICA_PREFER_RACK,
  POLICY_REPLICA_RANDOM,
  POLICY_REPLICA_SEQUENCE,
} from './replica.js';
import { TTL_CLIENT_DEFAULT } from './ttl.js';

/** What a field may be: a test, and the words for it. */
export interface PolicyRule {
  readonly accepts: (value: unknown) => boolean;
  readonly allowed: string;
}

const UINT32_MAX = 0xffff_ffff;

function wholeNumber(min: number, max: number, what: string): PolicyRule {
  return {
    accepts: (value) =>
      Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    allowed: `${what} (an integer of ${min} to ${max})`,
  };
}

function oneOf(constants: Readonly<Record<string, number>>): PolicyRule {
  const values = new Set<unknown>(Object.values(constants));
  const names = Object.entries(constants).map(([name, value]) => `${name} (${value})`);
  return { accepts: (value) => values.has(value), allowed: names.join(', ') };
}

// Node's timers hold at most 2^31 − 1 ms.
const milliseconds = wholeNumber(0, 0x7fff_ffff, 'milliseconds, 0 for no limit');
const count = wholeNumber(0, UINT32_MAX, 'a count, 0 for no limit');
const flag: PolicyRule = { accepts: (value) => typeof value === 'boolean', allowed: 'a boolean' };

const RULES = {
  socketTimeout: milliseconds,
  totalTimeout: milliseconds,
  timeout: milliseconds,
  waitTimeout: milliseconds,
  sleepBetweenRetries: wholeNumber(0, 0x7fff_ffff, 'milliseconds'),
  timeoutDelay: wholeNumber(0, 0x7fff_ffff, 'milliseconds'),
  maxRetries: wholeNumber(0, UINT32_MAX, 'a number of attempts after the first'),
  retry: wholeNumber(0, UINT32_MAX, 'how often failed records are sent again'),
  maxRecords: count,
  recordsPerSecond: count,
  maxConcurrentNodes: count,
  recordQueueSize: wholeNumber(1, UINT32_MAX, 'a number of records'),
  durableDelete: flag,
  onLockingOnly: flag,
  compress: flag,
  allowInline: flag,
  allowInlineSsd: flag,
  respondAllKeys: flag,
  retryInDoubt: flag,
  includeBinData: flag,
  key: oneOf({ POLICY_KEY_DIGEST, POLICY_KEY_SEND }),
  gen: oneOf({ POLICY_GEN_IGNORE, POLICY_GEN_EQ, POLICY_GEN_GT }),
  exists: oneOf({
    POLICY_EXISTS_IGNORE,
    POLICY_EXISTS_UPDATE_ONLY,
    POLICY_EXISTS_REPLACE,
    POLICY_EXISTS_REPLACE_ONLY,
    POLICY_EXISTS_CREATE_ONLY,
    POLICY_EXISTS_UPDATE,
  }),
  commitLevel: oneOf({ POLICY_COMMIT_LEVEL_ALL, POLICY_COMMIT_LEVEL_MASTER }),
  replica: oneOf({
    POLICY_REPLICA_MASTER,
    POLICY_REPLICA_SEQUENCE,
    POLICY_REPLICA_PREFER_RACK,
    POLICY_REPLICA_ANY,
    POLICY_REPLICA_RANDOM,
  }),
  readModeAp: oneOf({ POLICY_READ_MODE_AP_ONE, POLICY_READ_MODE_AP_ALL }),
  readModeSc: oneOf({
    POLICY_READ_MODE_SC_SESSION,
    POLICY_READ_MODE_SC_LINEARIZE,
    POLICY_READ_MODE_SC_ALLOW_REPLICA,
    POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  }),
  readTouchTtlPercent: wholeNumber(
    READ_TOUCH_TTL_PERCENT_DONT_RESET,
    100,
    'a percentage, 0 for the default of the server, -1 for never',
  ),
  concurrency: oneOf({ BATCH_CONCURRENCY_SEQUENTIAL, BATCH_CONCURRENCY_PARALLEL }),
  expectedDuration: oneOf({
    QUERY_DURATION_LONG,
    QUERY_DURATION_SHORT,
    QUERY_DURATION_LONG_RELAX_AP,
  }),
  ttl: wholeNumber(TTL_CLIENT_DEFAULT, MAX_TTL_SECONDS, 'seconds or a TTL_… constant'),
  filterExpression: {
    accepts: (value) => value === null || isExpression(value),
    allowed: 'an expression built with `exp`',
  },
  txn: {
    accepts: (value) => value === null || isTransaction(value),
    allowed: 'a transaction made by transaction() or beginTransaction()',
  },
  signal: {
    accepts: (value) =>
      value === null || typeof (value as AbortSignal | undefined)?.addEventListener === 'function',
    allowed: 'an AbortSignal',
  },
} satisfies Record<string, PolicyRule>;

/** Fields that a policy can have. */
export type PolicyField = keyof typeof RULES;

/**
 * Checks one field of a policy.
 *
 * @param path - of the value in the caller's arguments, for the error.
 * @throws {InvalidArgError} that names the field and what is allowed.
 */
export function checkPolicyField(field: PolicyField, value: unknown, path: string): void {
  const rule: PolicyRule = RULES[field];
  if (!rule.accepts(value)) throw invalidArg(path, value, rule.allowed);
}

/** The same of a field of a policy that is at `path`, whose own path is made for the error only. */
export function checkFieldOf(path: string, field: PolicyField, value: unknown): void {
  const rule: PolicyRule = RULES[field];
  if (!rule.accepts(value)) throw invalidArg(`${path}.${field}`, value, rule.allowed);
}
