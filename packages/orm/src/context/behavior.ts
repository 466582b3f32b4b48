import type { BatchPolicy, OperatePolicy, QueryPolicy } from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import { isPlainObject } from '../mapping/plain-object.js';
import type { PolicyKind, PolicySet } from './policy-set.js';

type Everywhere =
  | 'socketTimeout'
  | 'totalTimeout'
  | 'maxRetries'
  | 'sleepBetweenRetries'
  | 'timeoutDelay'
  | 'compress';
type Reading = 'replica' | 'readModeAp' | 'readModeSc' | 'readTouchTtlPercent';
type Batching =
  | 'allowInline'
  | 'allowInlineSsd'
  | 'respondAllKeys'
  | 'concurrency'
  | 'retry'
  | 'retryInDoubt';
type Querying = 'maxConcurrentNodes' | 'recordQueueSize' | 'expectedDuration';

/**
 * Settings for all sorts of calls at once; each goes where core knows it: timeouts and retries
 * everywhere, `replica` and read modes where something is read, `commitLevel` where it is written …
 */
export interface Behavior
  extends
    Pick<OperatePolicy, Everywhere | Reading | 'commitLevel'>,
    Pick<BatchPolicy, Batching>,
    Pick<QueryPolicy, Querying> {}

const everywhere: readonly PolicyKind[] = ['read', 'write', 'remove', 'operate', 'batch', 'query'];
const reading: readonly PolicyKind[] = ['read', 'operate', 'batch'];

/** The sorts of calls that take a setting. */
const KINDS_OF: Readonly<Record<keyof Behavior, readonly PolicyKind[]>> = {
  socketTimeout: everywhere,
  totalTimeout: everywhere,
  maxRetries: everywhere,
  sleepBetweenRetries: everywhere,
  timeoutDelay: everywhere,
  compress: everywhere,
  replica: [...reading, 'query'],
  readModeAp: reading,
  readModeSc: reading,
  readTouchTtlPercent: reading,
  commitLevel: ['write', 'remove', 'operate', 'batch'],
  allowInline: ['batch'],
  allowInlineSsd: ['batch'],
  respondAllKeys: ['batch'],
  concurrency: ['batch'],
  retry: ['batch'],
  retryInDoubt: ['batch'],
  maxConcurrentNodes: ['query'],
  recordQueueSize: ['query'],
  expectedDuration: ['query'],
};

/**
 * A behaviour as policies by the sort of call.
 *
 * @param path of the behaviour in the options, for the error
 * @throws OptionError for a setting that no call has
 */
export function policiesOf(behavior: Behavior, path: string): PolicySet {
  requireSettings(behavior, path, Object.keys(KINDS_OF));
  const policies: { [K in PolicyKind]?: Record<string, unknown> } = {};
  for (const [setting, value] of Object.entries(behavior) as [keyof Behavior, unknown][]) {
    if (value === undefined) continue;
    for (const kind of KINDS_OF[setting]) (policies[kind] ??= {})[setting] = value;
  }
  return freezePolicies(policies);
}

/** Default policies by the sort of call, as `policies` of a data source has them. */
export type DefaultPolicySet = {
  readonly [K in PolicyKind]?: Pick<
    NonNullable<PolicySet[K]>,
    keyof NonNullable<PolicySet[K]> & keyof Behavior
  >;
};

/**
 * Checks default policies.
 *
 * @param path of the policies in the options, for the error
 * @throws OptionError for a sort of call that does not exist, or a setting that it does not have
 */
export function checkedPolicies(policies: DefaultPolicySet, path: string): PolicySet {
  requireSettings(policies, path, everywhere);
  for (const [kind, policy] of Object.entries(policies) as [PolicyKind, object | undefined][]) {
    if (policy === undefined) continue;
    const settings = Object.entries(KINDS_OF).filter(([, kinds]) => kinds.includes(kind));
    requireSettings(
      policy,
      `${path}.${kind}`,
      settings.map(([setting]) => setting),
    );
  }
  return freezePolicies({ ...policies });
}

function freezePolicies(policies: { [K in PolicyKind]?: object }): PolicySet {
  for (const policy of Object.values(policies)) Object.freeze(policy);
  return Object.freeze(policies);
}

function requireSettings(given: object, path: string, known: readonly string[]): void {
  if (!isPlainObject(given)) {
    throw new OptionError(path, `must be an object; got ${describeValue(given)}`);
  }
  for (const setting of Object.keys(given)) {
    if (known.includes(setting)) continue;
    throw new OptionError(`${path}.${setting}`, `is not one of ${known.join(', ')}`);
  }
}
