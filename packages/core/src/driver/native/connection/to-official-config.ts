import {
  AUTH_EXTERNAL,
  AUTH_EXTERNAL_INSECURE,
  AUTH_INTERNAL,
  AUTH_PKI,
  type AuthMode,
} from '../../auth-mode.js';
import type { OfficialConfig, OfficialModule, OfficialPolicy } from '../official-module.js';
import {
  officialBatchPolicy,
  officialOperatePolicy,
  officialQueryPolicy,
  officialReadPolicy,
  officialRemovePolicy,
} from '../official-policy.js';
import type { NativeOptions } from './native-options.js';

const OFFICIAL_AUTH: Readonly<Record<AuthMode, number>> = {
  [AUTH_INTERNAL]: 0,
  [AUTH_EXTERNAL]: 1,
  [AUTH_EXTERNAL_INSECURE]: 2,
  [AUTH_PKI]: 3,
};

/**
 * The configuration of the official client: complete, so that none of its own defaults counts.
 *
 * @throws {UnsupportedByDriverError} when a default policy has fields that it cannot hold.
 */
export function toOfficialConfig(official: OfficialModule, options: NativeOptions): OfficialConfig {
  const { seeds, clusterName, rackIds, applicationId } = options;
  return {
    hosts: seeds.map(({ host, port }) => ({ addr: host, port })),
    policies: toOfficialPolicies(options),
    log: { level: official.log.OFF },
    connTimeoutMs: options.connectTimeout,
    loginTimeoutMs: options.loginTimeout,
    maxSocketIdle: Math.floor(options.idleTimeout / MILLISECONDS),
    maxConnsPerNode: options.maxConnsPerNode,
    minConnsPerNode: options.minConnsPerNode,
    tenderInterval: options.tendInterval,
    useAlternateAccessAddress: options.useServicesAlternate,
    maxErrorRate: options.maxErrorRate,
    errorRateWindow: options.errorRateWindow,
    ...(clusterName === undefined ? {} : { clusterName }),
    ...(rackIds.length === 0 ? {} : { rackAware: true, rackIds }),
    ...(applicationId === undefined ? {} : { appId: applicationId }),
    ...loginOf(options),
  };
}

const MILLISECONDS = 1000;

function loginOf({ credentials }: NativeOptions): Record<string, unknown> {
  if (credentials === undefined) return {};
  const { user, password } = credentials;
  return { user, password, authMode: OFFICIAL_AUTH[credentials.mode] };
}

/** What commands without a policy of their own have, so that the addon need not read it each time. */
function toOfficialPolicies({ policies }: NativeOptions): Record<string, OfficialPolicy> {
  return {
    read: officialReadPolicy(policies.read),
    operate: officialOperatePolicy(policies.operate),
    remove: officialRemovePolicy(policies.remove),
    batch: officialBatchPolicy(policies.batch),
    query: officialQueryPolicy(policies.query),
  };
}
